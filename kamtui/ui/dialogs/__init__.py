"""Dialogs: modal screens of one drawn widget, some with one text input."""
