// Writes the templates and the notes that the benchmarks run on: the same bytes every time.
// usage: generate.mjs FOLDER      -> small.yaml (50 lines), mid.yaml (1,000 lines), large.yaml (1 MB, 500 resources), large.json
import fs from 'node:fs';
import path from 'node:path';

const head = `AWSTemplateFormatVersion: "2010-09-09"
Description: A template of a given size for measuring
Parameters:
  Stage:
    Type: String
    Default: dev
    AllowedValues: [dev, prod]
Mappings:
  Sizes:
    dev: { Memory: 256 }
    prod: { Memory: 1024 }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
`;

const block = n => `  Dead${n}:
    Type: AWS::SQS::Queue
    Properties:
      MessageRetentionPeriod: 1209600
  Queue${n}:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !Sub "orders-${n}-\${Stage}"
      VisibilityTimeout: ${30 + (n % 600)}
      ReceiveMessageWaitTimeSeconds: 20
      RedrivePolicy:
        deadLetterTargetArn: !GetAtt Dead${n}.Arn
        maxReceiveCount: 5
  Role${n}:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { Service: lambda.amazonaws.com }
            Action: sts:AssumeRole
      Policies:
        - PolicyName: work
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action: [sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes]
                Resource: !GetAtt Queue${n}.Arn
  Function${n}:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: python3.13
      Handler: index.handler
      Role: !GetAtt Role${n}.Arn
      MemorySize: !FindInMap [Sizes, !Ref Stage, Memory]
      Timeout: !If [IsProd, 60, 10]
      Environment:
        Variables:
          QUEUE: !Ref Queue${n}
      Code:
        ZipFile: |
`;

const code = lines => Array.from({ length: lines }, (_, i) => `          # step ${i}: read the order, look at what it asks for, store it, and say so in the log of the function\n`).join('') +
  '          def handler(event, context):\n              return len(event["Records"])\n';

export function template(blocks, codeLines) {
  let text = head;
  for (let n = 1; n <= blocks; ++n) text += block(n) + code(codeLines);
  return text + 'Outputs:\n  Url:\n    Value: !Ref Queue1\n';
}

const json = blocks => {
  const Resources = {};
  for (let n = 1; n <= blocks; ++n) {
    Resources[`Queue${n}`] = { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::Sub': `orders-${n}-\${AWS::StackName}` }, VisibilityTimeout: 30 + (n % 600), Tags: [{ Key: 'team', Value: 'orders' }] } };
    Resources[`Topic${n}`] = { Type: 'AWS::SNS::Topic', Properties: { DisplayName: `Topic ${n}`, Subscription: [{ Protocol: 'sqs', Endpoint: { 'Fn::GetAtt': [`Queue${n}`, 'Arn'] } }] } };
  }
  return JSON.stringify({ AWSTemplateFormatVersion: '2010-09-09', Resources }, null, 2) + '\n';
};

export function write(folder) {
  fs.mkdirSync(folder, { recursive: true });
  const put = (name, text) => fs.writeFileSync(path.join(folder, name), text);
  put('small.yaml', template(1, 0));
  put('mid.yaml', template(21, 2));
  put('large.yaml', template(125, 60));
  put('large.json', json(250));
}

if (process.argv[1] === new URL(import.meta.url).pathname) write(process.argv[2] ?? '.');
