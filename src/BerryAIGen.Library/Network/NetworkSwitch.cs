namespace BerryAIGen.Library.Network;

/// <summary>What a program that runs for long may stop and start asking the network, without starting anew.</summary>
public sealed class NetworkSwitch
{
    private volatile NetworkChoices _choices = new();

    /// <summary>What counts now.</summary>
    public NetworkChoices Choices
    {
        get => _choices;
        set => _choices = value;
    }

    /// <exception cref="LibraryException">It is switched off.</exception>
    internal void CheckHashLookup() => Check(Choices.HashLookup, "Asking Civitai by hash", "hash_lookup");

    /// <exception cref="LibraryException">It is switched off.</exception>
    internal void CheckUpdates() => Check(Choices.UpdateChecks, "Asking sources for news of models", "update_checks");

    /// <exception cref="LibraryException">It is switched off.</exception>
    internal void CheckHealthProbes() => Check(Choices.HealthProbes, "Asking providers how they are", "health_probes");

    private static void Check(bool isOn, string what, string setting)
    {
        if (!isOn)
            throw new LibraryException(
                FailureCode.Policy,
                $"{what} is switched off: set \"{setting}\" to true with PUT /api/settings/network."
            );
    }
}

/// <summary>What is asked of other machines.</summary>
public sealed record NetworkChoices
{
    /// <summary>Nobody is asked for anything.</summary>
    public bool Offline { get; init; }

    /// <summary>Files' hashes may be looked up.</summary>
    public bool HashLookup { get; init; } = true;

    /// <summary>Sources may be asked whether there is news of what is here.</summary>
    public bool UpdateChecks { get; init; } = true;

    /// <summary>Providers on other machines may be asked how they are.</summary>
    public bool HealthProbes { get; init; } = true;

    /// <summary>Every how many hours the sources are asked by themselves for newer versions of all models; 0 for never.</summary>
    public int UpdateCheckHours { get; set; }

    /// <summary>The same for what a person follows.</summary>
    // Not "init": what was stored before there was such a setting leaves it as it is here.
    public int SubscriptionCheckHours { get; set; } = 6;

    /// <summary>Bytes per second of all downloads together; null for what the configuration says.</summary>
    public long? DownloadBytesPerSecond { get; set; }

    /// <summary>How many downloads run at once, and how many of their files; null for what the configuration says.</summary>
    public int? DownloadsAtOnce { get; set; }
}
