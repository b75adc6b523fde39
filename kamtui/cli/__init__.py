"""The command line: commands parse, call the workspace, and print tables or JSON. One module per feature.

The modules that Typer needs load only when a command was given: the screens start without them.
"""
