"""`python -m summitbot` does what `summitbot` does."""

import sys

from summitbot.cli import main

sys.exit(main())
