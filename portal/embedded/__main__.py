"""Start, stop and name the embedded servers: `python -m portal.embedded env|start|stop|url|fresh [--test]`."""

import argparse
import sys

from . import ensure, forget, serving_address, stop
from .ground import ServerTrouble


def main() -> int:
    """Do what the command line asks and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m portal.embedded", description=__doc__)
    parser.add_argument("verb", choices=["env", "start", "stop", "url", "fresh"])
    parser.add_argument("--test", action="store_true", help="the servers of the test suite")
    asked = parser.parse_args()
    try:
        return _do(asked.verb, asked.test)
    except ServerTrouble as trouble:
        print(trouble, file=sys.stderr)
        return 1


def _do(verb: str, testing: bool) -> int:
    if verb == "stop":
        stop(testing=testing)
    elif verb == "fresh":
        forget(testing=testing)
    elif verb == "url":
        print(serving_address(testing=testing))
    else:
        addresses = ensure(testing=testing, until_exit=False)
        if verb == "env":
            print("\n".join(f"export {name}='{value}'" for name, value in addresses.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
