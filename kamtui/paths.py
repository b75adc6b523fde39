"""Where things lie: the user's data, configuration and backups, and the files shipped with the program."""

from __future__ import annotations

import os
from pathlib import Path

PACKAGE = Path(__file__).parent


def data_folder() -> Path:
    """The user's data folder (`$XDG_DATA_HOME/kamtui` on Linux)."""
    from platformdirs import user_data_path

    return user_data_path("kamtui", appauthor=False)


def cache_folder() -> Path:
    """The user's cache folder: what lies there can be made again."""
    from platformdirs import user_cache_path

    return user_cache_path("kamtui", appauthor=False)


def default_database() -> Path:
    """The database that is opened when neither option, environment nor config names one."""
    return data_folder() / "kamtui.db"


def search_index(database: Path) -> Path:
    """The cache file of the search index of a database, in the user's cache folder."""
    from hashlib import blake2b

    from platformdirs import user_cache_path

    name = blake2b(os.fsencode(os.path.realpath(database)), digest_size=16).hexdigest()
    return user_cache_path("kamtui", appauthor=False) / "search" / f"{name}.db"


def config_file() -> Path:
    """The config file: `KAMTUI_CONFIG`, else `config.toml` in the user's config folder."""
    named = os.environ.get("KAMTUI_CONFIG")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_config_path

    return user_config_path("kamtui", appauthor=False) / "config.toml"


def shipped(name: str) -> Path:
    """A file that travels beside the package in a checkout and inside it in a wheel (`kamtui.tcss`, `sample.db`)."""
    for folder in (PACKAGE, PACKAGE / "data", PACKAGE.parent):
        if (folder / name).is_file():
            return folder / name
    raise FileNotFoundError(name)


def data_file(name: str) -> Path:
    """A shipped table in `kamtui/data`."""
    return PACKAGE / "data" / name
