// Writes the templates and the notes that the benchmarks run on: the same bytes every time.
// usage: generate.mjs FOLDER      -> small.yaml (50 lines), mid.yaml (1,000 lines), large.yaml (1 MB, 500 resources),
//                                    dense.yaml (1 MB that says something in every line), large.json
//        generate.mjs FOLDER N    -> N notes of some 10 KB
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

// Templates without filler (dense.yaml.in; tests/support/dense.h makes the same): `blocks` times twelve resources, 7.7 KB each.
export function dense(blocks) {
  const [first, block] = fs.readFileSync(new URL('dense.yaml.in', import.meta.url), 'utf8').split('@block@\n');
  const parts = [first];
  for (let n = 1; n <= blocks; ++n)
    parts.push(block.replace(/@(?:n|(\d+)\+(\d+))@/g, (_, base, modulo) => (base === undefined ? n : Number(base) + (n % Number(modulo)))));
  return parts.join('') + 'Outputs:\n  Url:\n    Value: !Ref Queue1\n';
}

const services = ['SQS', 'Lambda', 'S3', 'DynamoDB', 'SNS', 'Kinesis', 'API Gateway', 'Step Functions', 'ECS', 'CloudWatch', 'EventBridge', 'IAM', 'KMS', 'VPC'];
const sayings = [
  (s, n) => `- ${s}: the timeout of part ${n} is ${30 + (n % 600)} seconds by default; at most ${n % 15} minutes`,
  (s, n) => `- A message of ${s} may have up to ${64 + (n % 192)} KB; larger ones go to S3, and only their key is sent`,
  (s, n) => `- Retries of ${s} happen ${2 + (n % 4)} times; then what failed goes to a dead-letter queue that team ${n % 40} looks at`,
  (s, n) => `  - see [[note${String(n % 10000).padStart(5, '0')}]] for how ${s} was set up in stage ${n % 3 === 0 ? 'prod' : 'dev'}`,
  (s, n) => `- \`Encryption\` of ${s} uses the key of account ${100000000000 + n}; valid values: AES256, aws:kms`,
];

// Notes as people keep them: a topic, sections, statements, links to one another. `number` below 10,000.
export function note(number) {
  const service = services[number % services.length];
  const lines = [`# ${service} ${number}`, ''];
  for (let n = number * 7, size = 0; size < 10000; n += 13) {
    if (n % 11 === 0) lines.push('', `## ${services[n % services.length]} in part ${n}`, '');
    lines.push(sayings[n % sayings.length](services[(number + n) % services.length], n));
    size += lines.at(-1).length + 1;
  }
  return lines.join('\n') + '\n';
}

export function writeNotes(folder, count) {
  fs.mkdirSync(folder, { recursive: true });
  for (let i = 0; i < count; ++i) fs.writeFileSync(path.join(folder, `note${String(i).padStart(5, '0')}.md`), note(i));
}

export function write(folder) {
  fs.mkdirSync(folder, { recursive: true });
  const put = (name, text) => fs.writeFileSync(path.join(folder, name), text);
  put('small.yaml', template(1, 0));
  put('mid.yaml', template(21, 2));
  put('large.yaml', template(125, 60));
  put('dense.yaml', dense(128));
  put('large.json', json(250));
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  if (process.argv[3] === undefined) write(process.argv[2] ?? '.');
  else writeNotes(process.argv[2], Number(process.argv[3]));
}
