"""What the portal costs against the bare minimum. Answers are compared before anything is timed."""
