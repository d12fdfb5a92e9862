;;; Eglot with the line of README.md, on the samples. Run in batch; `CRIBSHEET' names the program.  -*- lexical-binding: t -*-
(package-initialize)
(require 'eglot)
(require 'flymake)
(require 'xref)

;; The line of README.md, with the program that is tested.
(let ((line (with-temp-buffer
              (insert-file-contents (getenv "README"))
              (search-forward "`(add-to-list 'eglot-server-programs")
              (goto-char (match-beginning 0))
              (search-forward "`")
              (read (current-buffer)))))
  (eval line t)
  (setcdr (car eglot-server-programs) (list (getenv "CRIBSHEET") "lsp")))

(defvar failed 0)
(defmacro check (name &rest body)
  `(condition-case why
       (progn ,@body (message "ok      %s" ,name))
     (error (setq failed (1+ failed)) (message "FAILED  %s: %S" ,name why))))
(defun until (what holds)
  (let ((patience 200))
    (while (and (not (funcall holds)) (> (setq patience (1- patience)) 0)) (accept-process-output nil 0.05))
    (when (= patience 0) (error "%s" what))))
(defun ask (method &rest more)
  (jsonrpc-request (eglot-current-server) method (append (eglot--TextDocumentPositionParams) more)))
(defun behind (text) (goto-char (point-min)) (search-forward text) (backward-char 2))
(defun here () (buffer-substring-no-properties (line-beginning-position) (line-end-position)))

(setq eglot-sync-connect 5 eglot-extend-to-xref nil
      eglot-confirm-server-initiated-edits nil)
(find-file "queue-worker.yaml")
(check "emacs: eglot starts the server for this mode"
  (apply #'eglot (let ((found (eglot--guess-contact))) found))
  (until "it does not manage the buffer" #'eglot-managed-p))
(check "emacs: flymake has what is wrong"
  (flymake-start)
  (until "no finding" (lambda () (seq-some (lambda (d) (string-match-p "43200" (flymake-diagnostic-text d))) (flymake-diagnostics)))))
(check "emacs: hover with the note"
  (behind "VisibilityTimeout")
  (until "no note" (lambda () (string-match-p "at least six times" (format "%S" (ask :textDocument/hover))))))
(check "emacs: completion through completion-at-point"
  (behind "VisibilityTimeout")
  (let* ((capf (eglot-completion-at-point)) (all (all-completions "Visi" (nth 2 capf))))
    (unless (seq-some (lambda (label) (string-match-p "VisibilityTimeout" label)) all) (error "%S" all))))
(check "emacs: xref goes to a definition"
  (behind "!GetAtt ")
  (forward-char 3)
  (let ((found (xref-backend-definitions 'eglot (xref-backend-identifier-at-point 'eglot))))
    (unless found (error "nowhere"))))
(check "emacs: the buffer's index"
  (unless (string-match-p "DeadLetters" (format "%S" (eglot-imenu))) (error "%S" (eglot-imenu))))
(check "emacs: a quick fix is applied"
  (goto-char (flymake-diagnostic-beg (seq-find (lambda (d) (string-match-p "43200" (flymake-diagnostic-text d))) (flymake-diagnostics))))
  (let ((fix (seq-find (lambda (action) (string-match-p "43200" (plist-get action :title))) (eglot-code-actions (point) (point) "quickfix"))))
    (unless fix (error "there is none"))
    (eglot--apply-workspace-edit (plist-get fix :edit))
    (until (here) (lambda () (string-match-p "VisibilityTimeout: 43200" (here))))))
(check "emacs: a rename follows every use"
  (behind "!GetAtt ")
  (forward-char 3)
  (let ((old (thing-at-point 'symbol t)))
    (setq old (car (split-string old "\\.")))
    (eglot-rename "RenamedByEmacs")
    (goto-char (point-min))
    (search-forward "  RenamedByEmacs:")
    (goto-char (point-min))
    (when (re-search-forward (concat "\\_<" (regexp-quote old) ":") nil t) (error "%s is still there: %s" old (here)))))
(when (getenv "EVENTS")
  (with-current-buffer (jsonrpc-events-buffer (eglot-current-server)) (write-region (point-min) (point-max) (getenv "EVENTS"))))
(check "emacs: the server ends with eglot"
  (let ((server (eglot-current-server)))
    (eglot-shutdown server)
    (until "it runs on" (lambda () (not (jsonrpc-running-p server))))))
(message "Emacs %s, %d failed" emacs-version failed)
(set-buffer-modified-p nil)
(kill-emacs (if (= failed 0) 0 1))
