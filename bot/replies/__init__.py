"""What the bot says, as text and as data: how an answer reads on Discord, and the key by which it is told anew.

Nothing here sends anything.
"""
