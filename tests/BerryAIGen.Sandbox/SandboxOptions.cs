namespace BerryAIGen.Sandbox;

/// <summary>How a Sandbox is started.</summary>
public sealed record SandboxOptions
{
    /// <summary>Port of the API on 127.0.0.1; 0: a free one.</summary>
    public int Port { get; init; }

    /// <summary>Port of the storage on localhost; 0: a free one.</summary>
    public int StoragePort { get; init; }

    /// <summary>Port of Hugging Face on 127.0.0.1; 0: a free one.</summary>
    public int HuggingFacePort { get; init; }

    /// <summary>Port of the orchestrator on 127.0.0.1; 0: a free one.</summary>
    public int OrchestratorPort { get; init; }

    /// <summary>What the generated models and all file contents depend on.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How long a storage link works. Default: 24 hours.</summary>
    public TimeSpan LinkLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Every download needs a key, not only those whose creators want it.</summary>
    public bool EveryDownloadNeedsKey { get; init; }

    /// <summary>The list of versions by hash names addresses at <c>https://undefined</c>, as the real server does.</summary>
    public bool BrokenBulkAddresses { get; init; } = true;

    /// <summary>Size of the file of the model 990001; null: there is no such model.</summary>
    public long? LargeFileBytes { get; init; }

    /// <summary>The clock of links and deadlines.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
