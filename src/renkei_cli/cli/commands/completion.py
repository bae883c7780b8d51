"""The completion script for a shell."""

import sys
from enum import StrEnum
from typing import Annotated

from typer import Argument

from renkei_cli.cli.options import Lang
from renkei_cli.core.i18n import N_


class Shell(StrEnum):
    """The shells that have a script."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


# Words travel as arguments and offers as lines: nothing that a case file holds is ever evaluated by a shell.
_SCRIPTS = {
    "bash": """\
_renkei() {
    local offer
    COMPREPLY=()
    while IFS= read -r offer; do
        COMPREPLY+=("$offer")
    done < <(_RENKEI_COMPLETE=bash "$1" "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _renkei renkei
""",
    "zsh": """\
#compdef renkei
_renkei() {
    local -a offers plain
    local line
    for line in "${(@f)$(_RENKEI_COMPLETE=zsh "${words[1]}" "${(@Q)words[2,CURRENT]}" 2>/dev/null)}"; do
        [[ -n $line ]] && offers+=("$line")
    done
    if (( ${#offers} )); then
        _describe -V renkei offers
    else
        _files
    fi
}
if [[ "${funcstack[1]}" == _renkei ]]; then
    _renkei "$@"
else
    compdef _renkei renkei
fi
""",
    "fish": """\
function __renkei_offers
    set -l words (commandline -opc) (commandline -ct)
    _RENKEI_COMPLETE=fish $words[1] $words[2..-1] 2>/dev/null
end
complete --command renkei --no-files --arguments '(__renkei_offers)'
complete --command renkei --condition '__fish_seen_subcommand_from validate' --force-files
complete --command renkei --long-option output --short-option O --require-parameter --force-files
""",
    "powershell": """\
Register-ArgumentCompleter -Native -CommandName renkei -ScriptBlock {
    param($word, $ast, $position)
    $words = @($ast.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
    if (-not $word) { $words += '' }
    $env:_RENKEI_COMPLETE = 'powershell'
    & renkei @words 2>$null | ForEach-Object {
        $value, $help = $_ -split "`t", 2
        if (-not $help) { $help = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $help)
    }
    Remove-Item Env:_RENKEI_COMPLETE
}
""",
}

Chosen = Annotated[Shell, Argument(metavar=N_("SHELL"), show_default=False, help=N_("The shell that is to complete."))]


def completion_script(shell: Chosen, lang: Lang = None) -> None:  # noqa: ARG001 - read where the program begins
    """Print the completion script of a shell."""
    sys.stdout.write(_SCRIPTS[shell.value])
