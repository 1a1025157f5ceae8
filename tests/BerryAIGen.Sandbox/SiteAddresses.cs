using BerryAIGen.Sandbox.Hosting;

namespace BerryAIGen.Sandbox;

/// <summary>The addresses of the hosts, known once they listen.</summary>
internal sealed class SiteAddresses
{
    private int storagePort;
    private int huggingFacePort;
    private int orchestratorPort;

    /// <summary>API, without a path.</summary>
    public string Civitai { get; private set; } = "";

    /// <summary>Storage, under another host name.</summary>
    public string Storage { get; private set; } = "";

    /// <summary>Hugging Face.</summary>
    public string HuggingFace { get; private set; } = "";

    /// <summary>The orchestrator, which runs workflows.</summary>
    public string Orchestrator { get; private set; } = "";

    /// <summary>Pictures lie with the storage.</summary>
    public string Images => Storage;

    public void Listen(int civitai, int storage, int huggingFace, int orchestrator)
    {
        storagePort = storage;
        huggingFacePort = huggingFace;
        orchestratorPort = orchestrator;
        Civitai = $"http://127.0.0.1:{civitai}";
        Storage = $"http://localhost:{storage}";
        HuggingFace = $"http://127.0.0.1:{huggingFace}";
        Orchestrator = $"http://127.0.0.1:{orchestrator}";
    }

    public string HostAt(int port) =>
        port == storagePort ? HostNames.Storage
        : port == huggingFacePort ? HostNames.HuggingFace
        : port == orchestratorPort ? HostNames.Orchestrator
        : HostNames.Civitai;
}
