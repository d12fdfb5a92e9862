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
const noteName = n => `note${String(n).padStart(5, '0')}`;
// What notes are made of: statements with figures, stories without, questions with answers, links, tables, code. `all`: how many notes there are.
const sayings = [
  (s, n) => `- ${s}: the timeout of part ${n} is ${30 + (n % 600)} seconds by default; at most ${1 + (n % 15)} minutes`,
  (s, n) => `- A message of ${s} may have up to ${64 + (n % 192)} KB; larger ones go to S3, and only their key is sent\n  - the reader fetches what the key names, and deletes both when it is done with them`,
  (s, n) => `- **Retries** of ${s} happen ${2 + (n % 4)} times; then what failed goes to a dead-letter queue\n  - team ${n % 40} looks at it every morning\n  - an alarm tells them when more than a handful wait`,
  (s, n, all) => `- How ${s} was set up in stage ${n % 3 === 0 ? 'prod' : 'dev'}:\n  - see [[${noteName(n % all)}]], and [what we learned](${noteName((n * 31) % all)}.md#open-questions)\n  - who may change it stands in the role of the pipeline, not here`,
  (s, n) => `- \`Encryption\` of ${s} uses the key of account ${100000000000 + n}; valid values: AES256, aws:kms`,
  (s, n) => `We moved the orders from ${s} in week ${1 + (n % 52)}. Nothing was lost, but two teams had to change how they read: they had relied on the order in\nwhich things came, and nobody had promised them one. Next time ask first, and write down what the answer was.`,
  (s, n) => `- Scenario: ${s} answers slowly when many ask at once. What helps most?\n  - Correct: a cache in front of it, because the same things are asked for again and again\n  - Incorrect: a larger instance, as it is not the processor that it waits for\n  - Incorrect: more retries, which only add to what it has to do`,
  (s, n) => `| what | who | until |\n| --- | --- | --- |\n| alarms of ${s} | team ${n % 40} | week ${1 + (n % 52)} |\n| costs | team ${(n * 3) % 40} | week ${1 + ((n * 7) % 52)} |`,
  (s, n) => `\`\`\`yaml\nWorker${n}:\n  Type: AWS::SQS::Queue\n  Properties:\n    VisibilityTimeout: ${30 + (n % 600)}\n\`\`\``,
  (s, n) => `> ${s} is not to be deployed on a Friday. (Said after the last time, in week ${1 + (n % 52)}.)`,
];

// Notes as people keep them: front matter, a topic, sections, and what stands in them. `all`: how many notes there are.
export function note(number, all = 10000) {
  const service = services[number % services.length];
  const lines = number % 3 === 0 ? ['---', `title: ${service}, part ${number}`, `tags: [${service.toLowerCase().replace(' ', '-')}, orders]`, '---', ''] : [];
  lines.push(`# ${service} ${number}`, '');
  for (let n = number * 7, size = 0, said = 0; size < 10000; n += 13) {
    if (said++ % 8 === 0) lines.push('', said === 9 ? '## Open questions' : `## ${services[(n * 5) % services.length]} in part ${n}`, '');
    const saying = sayings[(number * 7 + said * 3) % sayings.length](services[(number + n) % services.length], n, all);
    const loose = !saying.startsWith('-');
    if (loose && lines.at(-1) !== '') lines.push('');
    lines.push(saying);
    if (loose) lines.push('');
    size += saying.length + 1;
  }
  return lines.join('\n') + '\n';
}

export function writeNotes(folder, count) {
  fs.mkdirSync(folder, { recursive: true });
  for (let i = 0; i < count; ++i) fs.writeFileSync(path.join(folder, `${noteName(i)}.md`), note(i, count));
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
