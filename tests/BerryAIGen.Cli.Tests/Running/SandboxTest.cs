using BerryAIGen.Cli.Tests.Running;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

/// <summary>A test with its own home, whose Civitai is the class's Sandbox.</summary>
public abstract class SandboxTest : IDisposable
{
    protected SandboxTest(SandboxFixture sandbox)
    {
        Sandbox = sandbox;
        sandbox.Server.Requests.Clear();
        Home.Variables["BERRY_CIVITAI_URL"] = sandbox.Server.CivitaiUrl.AbsoluteUri;
        Home.Variables["BERRY_ORCHESTRATOR_URL"] = sandbox.Server.OrchestratorUrl.AbsoluteUri;
        Home.Variables["BERRY_HF_URL"] = sandbox.Server.HuggingFaceUrl.AbsoluteUri;
        Home.Variables["BERRY_ALLOW_HOSTS"] = sandbox.Server.StorageUrl.Host;
    }

    protected SandboxFixture Sandbox { get; }

    protected BerryHome Home { get; } = new();

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Sandbox.Server.Faults.Clear();
        Home.Dispose();
    }
}
