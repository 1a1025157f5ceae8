using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Downloads.Unpacking;
using BerryAIGen.Library.Extending;
using BerryAIGen.Library.Network;
using BerryAIGen.Library.Roots;

namespace BerryAIGen.Library.Configuration;

/// <summary>Everything the library is told from outside; <see cref="LibraryEnvironment"/> reads it in one place.</summary>
public sealed record LibraryOptions
{
    /// <summary>Civitai's site, without a path.</summary>
    public Uri CivitaiUrl { get; init; } = new("https://civitai.com");

    /// <summary>
    /// What was changed since the program began; null where nothing ever is. It goes before the keys and roots of this record:
    /// whoever wants others with <c>with</c> begins with <see cref="Frozen"/>.
    /// </summary>
    public ChangingSettings? Changing { get; init; }

    /// <summary>As everything is now, and stays.</summary>
    public LibraryOptions Frozen() =>
        this with
        {
            CivitaiKey = CivitaiKey,
            OrchestratorKey = OrchestratorKey,
            HuggingFaceToken = HuggingFaceToken,
            Roots = Roots,
            Buckets = Buckets,
            Changing = null,
        };

    public Secret? CivitaiKey
    {
        get => Changing?.Now is { } now ? now.CivitaiKey : field;
        init;
    }

    /// <summary>The orchestrator that generates, without a path.</summary>
    public Uri OrchestratorUrl { get; init; } = new("https://orchestration.civitai.com");

    /// <summary>The orchestrator's own key; null where it is <see cref="CivitaiKey"/>.</summary>
    public Secret? OrchestratorKey
    {
        get => Changing?.Now is { } now ? now.OrchestratorKey : field;
        init;
    }

    /// <summary>Whether a person named <see cref="OrchestratorUrl"/>, so that without a key of its own it may see Civitai's.</summary>
    public bool NamesOrchestrator { get; init; }

    /// <summary>Whether the orchestrator is a machine of one's own, so that Civitai's rules of what generates do not hold.</summary>
    public bool OwnsOrchestrator { get; init; }

    /// <summary>Where what was generated is saved; null for <c>generated</c> beside the data.</summary>
    public string? GeneratedFolder { get; init; }

    public Uri HuggingFaceUrl { get; init; } = new("https://huggingface.co");

    public Secret? HuggingFaceToken
    {
        get => Changing?.Now is { } now ? now.HuggingFaceToken : field;
        init;
    }

    /// <summary>Hosts exempt from the refusal of private addresses; the configured addresses above are so by themselves.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Further hosts that keep pictures of sources, each <c>host</c> or <c>host:port</c>.</summary>
    public IReadOnlyList<string> PictureHosts { get; init; } = [];

    /// <summary>Offline switch, proxy and certificates.</summary>
    public NetworkSettings Network { get; init; } = new();

    /// <summary>Where a source finds settings of its own.</summary>
    public SourceSettings Sources { get; init; } = SourceSettings.None;

    /// <summary>The configured root: an application's folder or its models folder.</summary>
    public string? Root { get; init; }

    /// <summary>Several roots with rules of their own; <see cref="Root"/> is then one more of them.</summary>
    public IReadOnlyList<ModelRoot> Roots
    {
        get => Changing?.Now is { } now ? now.Roots : field;
        init;
    } = [];

    /// <summary>Roots that lie in buckets: nothing is downloaded into them or looked for there, they are only pushed to and pulled from.</summary>
    public IReadOnlyList<ModelRoot> Buckets
    {
        get => Changing?.Now is { } now ? now.Buckets : field;
        init;
    } = [];

    /// <summary>The id of the layout used when a call names none.</summary>
    public string Layout { get; init; } = "comfyui";

    /// <summary>Applications whose sidecars a download writes as well.</summary>
    public IReadOnlyList<string> Sidecars { get; init; } = [];

    /// <summary>What happens to an archive that holds models, unless a download says otherwise.</summary>
    public ArchiveRule Archives { get; init; } = ArchiveRule.Unpack;

    /// <summary>How much of the network downloads take, unless the host says otherwise.</summary>
    public TransferSettings Transfers { get; init; } = new();

    /// <summary><c>MODELS_DIR</c>: a models folder, its children are <c>checkpoints</c>, <c>loras</c> and so on.</summary>
    public string? ModelsFolder { get; init; }

    /// <summary>Where relative paths start and <c>models</c> is looked for.</summary>
    public string WorkingFolder { get; init; } = Environment.CurrentDirectory;

    /// <summary>One variable of the environment by name, for the settings of applications that name some; null when unset.</summary>
    public Func<string, string?> ReadVariable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>The user's folder of settings and definitions; null when the system names none (no HOME).</summary>
    public string? ConfigurationFolder { get; init; }

    /// <summary>What may be lost: cached answers; null when the system names no place.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>What must not be lost and belongs to no one root: the list of roots; null when the system names no place.</summary>
    public string? DataFolder { get; init; }

    /// <summary><c>ENABLE_MODEL_VALIDATION</c>: a downloaded file must be what its name promises.</summary>
    public bool ValidatesModels { get; init; } = true;

    /// <summary><c>ENABLE_SECURITY_SCANNING</c>: a downloaded file is scanned for code that loading it would run.</summary>
    public bool ScansFiles { get; init; } = true;

    /// <summary>The rules of plug-ins that files must keep, as they are now.</summary>
    public Func<IReadOnlyList<IModelValidator>> Validators { get; init; } = () => [];

    /// <summary>Refuse files that the scan calls suspicious or cannot read, not only dangerous ones.</summary>
    public bool RefusesSuspicious { get; init; }

    /// <summary>How long the thumbnail of one picture may take; one that takes longer has none until it changes.</summary>
    public TimeSpan ThumbnailLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Told in one sentence what a person should know although nothing failed: an older answer stood in, a layout was left out.</summary>
    public Action<string>? OnNotice { get; init; }
}
