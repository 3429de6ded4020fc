"""Whether an address answers as it should: `python deploy/healthy.py URL`, for the image, which has no curl."""

import sys
import urllib.request


def main(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=4) as answer:  # noqa: S310 - the address of the image itself
            return 0 if answer.status == 200 else 1
    except OSError as failed:
        print(f"{address}: {failed}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
