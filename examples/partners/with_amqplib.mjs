// Raise a matter and wait for what becomes of it, with Node and amqplib.
//
//     BROKER_URL=amqp://partner-demo:…@broker/ node with_amqplib.mjs ID TEXT [VILLAGE]
//
// Keep ID before you run this, and in doubt run it again with the same one: it is carried out once. The exit code
// is 0 if it was carried out, 1 if it was refused, 2 if the broker does not let it pass or this was called wrongly,
// 75 if nobody knows yet.
import { setTimeout as sleep } from "node:timers/promises";
import amqp from "amqplib";

const USAGE = "用法 usage: BROKER_URL=amqp://USER:PASSWORD@HOST/ node with_amqplib.mjs ID TEXT [VILLAGE]";
const SOURCE = "/partners/demo"; // what the partner's entry lets it say
const TRIES = 4;
const PATIENCE = 15_000; // milliseconds for one answer
const BEYOND = /ACCESS.REFUSED|NOT.FOUND/; // not this user's, or not there: the same next time

class NotLetPass extends Error {}

/** The command, a CloudEvent in structured JSON. */
function commandOf(id, text, village) {
  return {
    specversion: "1.0",
    id,
    source: SOURCE,
    type: "intake.submission.submit.v1",
    time: new Date().toISOString(),
    township: "330921201",
    actorid: "citizen:demo",
    actorrole: "citizen",
    data: { text, channel: "online", village },
  };
}

/** Publish the command, keep its answer and return it; undefined: none has come in time. */
async function ask(url, command) {
  const user = decodeURIComponent(new URL(url).username);
  const connection = await amqp.connect(url, { timeout: PATIENCE });
  try {
    const channel = await connection.createConfirmChannel();
    const broken = new Promise((_, fail) => {
      connection.on("error", fail);
      connection.on("close", () => fail(new Error("connection closed")));
      channel.on("error", fail);
      channel.on("return", ({ fields }) => fail(new NotLetPass(fields.replyText)));
    });
    broken.catch(() => {}); // closing it ourselves is no failure
    const exchange = `${command.type.split(".")[0]}.commands`;
    const sealed = {
      userId: user, persistent: true, mandatory: true, contentType: "application/cloudevents+json",
    };
    channel.publish(exchange, command.type, Buffer.from(JSON.stringify(command)), sealed);
    await Promise.race([channel.waitForConfirms(), broken]); // the broker has the command on its disks
    const answered = new Promise((found) => {
      // No prefetch limit: answers to other commands are passed over, and left to whoever sent those.
      channel.consume(`${user}.answers`, (message) => {
        const answer = message && JSON.parse(message.content);
        if (answer?.data.command_source !== command.source || answer.data.command_id !== command.id) return;
        store(answer);
        channel.ack(message);
        found(answer);
      }).catch(() => {}); // told by `broken`
    });
    const answer = await Promise.race([answered, broken, sleep(PATIENCE, undefined, { ref: false })]);
    await channel.close(); // closing the connection alone would overtake the acknowledgement
    return answer;
  } finally {
    await connection.close().catch(() => {});
  }
}

/** Put the answer where it lasts. Acknowledged, it is in no queue any more. */
function store(answer) {
  console.error(JSON.stringify(answer));
}

/** Say in one line what became of the command; the exit code. */
function tell({ type, data }) {
  const again = data.repeated ? " (repeated)" : "";
  if (type.endsWith(".accepted.v1")) {
    console.log(`accepted ${data.event.subject}${again}`);
    return 0;
  }
  const todo = {
    fix: `send it otherwise, under a new id; allowed: ${data.allowed?.join(", ") || "-"}`,
    later: `send it under a new id, not before ${data.retry_at ?? "somebody else has acted"}`,
    final: "never",
  }[data.remedy];
  console.log(`refused ${data.code}${again}: ${data.reason.zh} ${data.reason.en} [${data.remedy}: ${todo}]`);
  return 1;
}

/** Ask until there is an answer, each time with the same id. */
async function main(id, text, village = "V01") {
  const command = commandOf(id, text, village);
  for (let attempt = 0; attempt < TRIES; attempt++) {
    if (attempt) await sleep(1000 * 2 ** attempt);
    try {
      const answer = await ask(process.env.BROKER_URL, command);
      if (answer) return tell(answer);
    } catch (problem) {
      if (problem instanceof NotLetPass || BEYOND.test(problem.message)) {
        console.error(`消息代理不放行 the broker does not let it pass: ${problem.message}`);
        return 2;
      }
      console.error(`用同一编号再试 again with the same id: ${problem.message}`);
    }
  }
  console.error(`尚无答复，请用同一编号再运行一次 no answer yet, run this again with ${id}`);
  return 75;
}

const given = process.argv.slice(2);
if (![2, 3].includes(given.length) || !/^amqps?:\/\//.test(process.env.BROKER_URL)) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  process.exitCode = await main(...given);
}
