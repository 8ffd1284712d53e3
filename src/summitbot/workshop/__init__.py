"""What maintainers use: do the questions lead where they should, and what is covered?"""
