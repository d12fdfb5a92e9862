# bash completion for cribsheet
_cribsheet() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}
  if [ "$COMP_CWORD" -eq 1 ]; then
    mapfile -t COMPREPLY < <(compgen -W "lsp check hover complete notes rules syntax graph knowledge --version --help" -- "$cur")
    return
  fi
  case $prev in
    --kind) mapfile -t COMPREPLY < <(compgen -W "cloudformation sam buildspec iam-policy appspec step-functions ecs-task-definition ebextensions cron-yaml notes" -- "$cur"); return ;;
    --policy-type) mapfile -t COMPREPLY < <(compgen -W "identity resource trust scp rcp boundary" -- "$cur"); return ;;
    --fail-on) mapfile -t COMPREPLY < <(compgen -W "error warning info hint never" -- "$cur"); return ;;
    --format) mapfile -t COMPREPLY < <(compgen -W "text json sarif github markdown mermaid dot" -- "$cur"); return ;;
  esac
  if [ "$COMP_CWORD" -eq 2 ]; then
    case $command in
      notes) mapfile -t COMPREPLY < <(compgen -W "lookup search facts check" -- "$cur"); return ;;
      rules) mapfile -t COMPREPLY < <(compgen -W "list explain" -- "$cur"); return ;;
      syntax) mapfile -t COMPREPLY < <(compgen -W "events tree" -- "$cur"); return ;;
      knowledge) mapfile -t COMPREPLY < <(compgen -W "info build" -- "$cur"); return ;;
    esac
  fi
  case $cur in
    -*) mapfile -t COMPREPLY < <(compgen -W "--kind --policy-type --format --fail-on --jobs --notes --no-notes --limit --help" -- "$cur") ;;
    *) mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
  esac
}
complete -o filenames -F _cribsheet cribsheet
