"""The pages in which an exporter fills in, checks and files an application of any procedure."""
