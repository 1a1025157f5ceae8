using BerryAIGen.Sandbox.Orchestration;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests.Submissions;

/// <summary>A test that submits forms to the class's Sandbox, whose orchestrator knows its key.</summary>
public abstract class SubmissionTest : SandboxTest
{
    protected const string Submits = "/v2/consumer/workflows";

    protected static readonly string[] Form =
    [
        "generate",
        "--workflow",
        "txt2img",
        "--ecosystem",
        "SDXL",
        "-p",
        "prompt=a red fox, in snow",
        "-p",
        "seed=7",
    ];

    protected SubmissionTest(SandboxFixture sandbox)
        : base(sandbox)
    {
        Home.Variables["CIVITAI_API_KEY"] = "sandbox-key";
        Orchestrator.HoldBefore = null;
        Orchestrator.SetBalance("sandbox-key", 100_000, blue: 1000);
    }

    protected Orchestrator Orchestrator => Sandbox.Server.Orchestrator;
}
