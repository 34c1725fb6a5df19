// Reads AsyncAPI documents as a partner's tools do, and writes TypeScript and Python of each below a folder.
// Usage: node asyncapi_models.mjs FOLDER DOCUMENT…   The exit code is 1 if the parser finds a fault.
import fs from "node:fs";
import path from "node:path";
import { Parser } from "@asyncapi/parser";
import modelina from "@asyncapi/modelina";

const { PythonFileGenerator, PYTHON_PYDANTIC_PRESET, TypeScriptFileGenerator } = modelina;
const ERROR = 0;
const WARNING = 1;
// That a newer version of AsyncAPI exists: tools that know 3.0 are more.
const NO_MATTER = new Set(["asyncapi-latest-version"]);

// Names as they are on the wire: "type" is no reserved word of a property.
const asOnTheWire = modelina.typeScriptDefaultPropertyKeyConstraints({ NO_RESERVED_KEYWORDS: (name) => name });
const typescript = new TypeScriptFileGenerator({
  modelType: "interface",
  mapType: "record",
  enumType: "union",
  constraints: { propertyKey: asOnTheWire },
});
const python = new PythonFileGenerator({ presets: [PYTHON_PYDANTIC_PRESET] });

const [folder, ...documents] = process.argv.slice(2);
for (const file of documents) {
  const service = path.basename(file, ".json");
  const text = fs.readFileSync(file, "utf8");
  const { document, diagnostics } = await new Parser().parse(text);
  const found = diagnostics.filter(({ code }) => !NO_MATTER.has(code));
  for (const { message, path: at } of found) console.error(`${service}: ${at.join("/")}: ${message}`);
  if (!document || found.some(({ severity }) => severity === ERROR || severity === WARNING)) process.exitCode = 1;
  const made = [
    await typescript.generateToFiles(JSON.parse(text), path.join(folder, "typescript", service), { exportType: "named" }),
    await python.generateToFiles(JSON.parse(text), path.join(folder, "python", service), { packageName: service }),
  ];
  const unnamed = made[0].filter(({ modelName }) => modelName.startsWith("Anonymous"));
  if (unnamed.length) process.exitCode = 1;
  for (const { modelName } of unnamed) console.error(`${service}: ${modelName} has no title`);
  console.log(`${service}: ${found.length} remarks of the parser; ${made[0].length} types of TypeScript, ${made[1].length} of Python`);
}
