# Functions written otherwise: GetAtt as a name with a point and as a pair; a comment is never taken away.
initialize
open t.yaml
| Resources:
|   Queue:
|     Type: AWS::SQS::Queue
| Outputs:
|   A:
|     Value:
|       <|pair|>Fn::GetAtt: [Queue, Arn]
|   B:
|     Value: <|flow|>{"Fn::GetAtt": [Queue, Arn]}
|   C:
|     Value: <|short|>!GetAtt Queue.Arn
|   D:
|     Value: # the person's own words
|       <|comment|>Fn::GetAtt: [Queue, Arn]
|   E:
|     Value: !Join
|       - ""
|       - - <|join|>a
|         # and these
|         - b
ask textDocument/codeAction t.yaml {"range":{"start":"@pair","end":"@pair"},"context":{"diagnostics":[],"only":["refactor.rewrite"]}}
expect [{"title":"Write Fn::GetAtt as !GetAtt","edit":{"documentChanges":[{"edits":[{"newText":" !GetAtt Queue.Arn"}]}]}}]
ask textDocument/codeAction t.yaml {"range":{"start":"@flow","end":"@flow"},"context":{"diagnostics":[],"only":["refactor.rewrite"]}}
expect [{"title":"Write Fn::GetAtt as !GetAtt","edit":{"documentChanges":[{"edits":[{"newText":"!GetAtt Queue.Arn"}]}]}}]
ask textDocument/codeAction t.yaml {"range":{"start":"@short","end":"@short"},"context":{"diagnostics":[],"only":["refactor.rewrite"]}}
expect [{"title":"Write !GetAtt as Fn::GetAtt","edit":{"documentChanges":[{"edits":[{"newText":"\n      Fn::GetAtt: [Queue, Arn]"}]}]}}]
ask textDocument/codeAction t.yaml {"range":{"start":"@comment","end":"@comment"},"context":{"diagnostics":[],"only":["refactor.rewrite"]}}
lacks "Write Fn::GetAtt"
ask textDocument/codeAction t.yaml {"range":{"start":"@join","end":"@join"},"context":{"diagnostics":[],"only":["refactor.rewrite"]}}
lacks "Write the Join"
