using System.Collections.Frozen;
using BerryAIGen.Library.Definitions;

namespace BerryAIGen.Library.Compatibility.Providers;

/// <summary>What runs models, as a file in <c>definitions/providers</c> describes it.</summary>
/// <remarks>The generated reader sets members that the file leaves out to null; the setters turn that into "none".</remarks>
public sealed record ProviderDefinition : IDefinition
{
    public required int SchemaVersion { get; init; }

    /// <summary>Such as <c>llama-cpp</c>.</summary>
    public required string Id { get; init; }

    /// <summary>As it calls itself: llama.cpp.</summary>
    public required string Name { get; init; }

    public IReadOnlyList<string> Aliases
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary><c>local</c> or <c>cloud</c>.</summary>
    public required string InferenceType { get; init; }

    /// <summary><c>cpu_gpu_hybrid</c>, <c>gpu_preferred</c>, <c>gpu_optimized</c> or <c>api_optimized</c>.</summary>
    public required string Optimization { get; init; }

    /// <summary><c>excellent</c>, <c>good</c> or <c>none</c>.</summary>
    public required string QuantizationSupport { get; init; }

    /// <summary>What it loads as it is.</summary>
    public required IReadOnlyList<string> Formats { get; init; }

    /// <summary>What it loads after an import or a conversion of its own.</summary>
    public IReadOnlyList<string> ImportFormats
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>What it read once and no longer reads, and what to do then.</summary>
    public IReadOnlyDictionary<string, string> LegacyFormats
    {
        get;
        init => field = value ?? new Dictionary<string, string>();
    } = new Dictionary<string, string>();

    /// <summary>All that it knows; null when the list is open.</summary>
    public ProviderArchitectures? Architectures { get; init; }

    public IReadOnlyList<string> RequiredCapabilities
    {
        get;
        init => field = value ?? [];
    } = [];

    public IReadOnlyList<string> OptionalCapabilities
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>What it computes on: <c>cpu</c>, <c>cuda</c>, <c>rocm</c>, <c>metal</c> …; empty for a cloud.</summary>
    public IReadOnlyList<string> Devices
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Whether a model may lie partly in the graphics card and partly in the memory of the machine.</summary>
    public bool Offloads { get; init; }

    /// <summary>Quantisations that it does not read at all, in small letters.</summary>
    public IReadOnlyList<string> UnsupportedQuantizations
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>NVIDIA's generation that a quantisation needs at least.</summary>
    public IReadOnlyDictionary<string, double> QuantizationNeeds
    {
        get;
        init => field = value ?? new Dictionary<string, double>();
    } = new Dictionary<string, double>();

    /// <summary>Bytes.</summary>
    public ProviderMemory MemoryRequirements
    {
        get;
        init => field = value ?? new(0, 0, 0);
    } = new(0, 0, 0);

    /// <summary>Bytes that it keeps beside 1.2 times a model of which only the size is known.</summary>
    public long UnreadReserve { get; init; }

    /// <summary>Bytes; outside of them a remark is made, nothing more.</summary>
    public ProviderSizes ModelSizeLimits
    {
        get;
        init => field = value ?? new(0, 0);
    } = new(0, 0);

    /// <summary>How it is asked whether it runs; null when it is a library and no server.</summary>
    public ProviderProbe? Probe { get; init; }

    /// <summary>Where it keeps models of its own on this machine: <c>huggingface-hub</c>; null when it has no such store.</summary>
    public string? Store { get; init; }

    /// <summary>Where its models lie below the models folder, and which variable names another place.</summary>
    public ProviderFolder? Folder { get; init; }
}

/// <param name="Engine">The version of the engine that the list is of.</param>
/// <param name="Names">What it loads.</param>
public sealed record ProviderArchitectures(string Engine, IReadOnlyList<string> Names)
{
    private readonly FrozenSet<string> _names = Names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    internal bool Knows(string architecture) => _names.Contains(architecture);
}

/// <param name="Min">What it needs at least.</param>
/// <param name="Recommended">What it runs well with.</param>
/// <param name="Max">What it makes use of at most.</param>
public sealed record ProviderMemory(long Min, long Recommended, long Max);

/// <param name="MinSize">The smallest model that makes sense.</param>
/// <param name="MaxSize">The largest; 0 for none.</param>
public sealed record ProviderSizes(long MinSize, long MaxSize);

/// <summary>The questions that a provider's HTTP API understands; paths go behind its address.</summary>
/// <param name="Alive">Answers with success when it runs: <c>/health</c>.</param>
/// <param name="DefaultUrl">Where it listens unless told otherwise.</param>
/// <param name="KeyVariable">The environment variable that holds its key; null when it needs none.</param>
/// <param name="Version">Where it tells its version; null when it does not.</param>
/// <param name="Models">Where it tells what it holds; null when it does not.</param>
public sealed record ProviderProbe(
    string Alive,
    Uri? DefaultUrl = null,
    string? KeyVariable = null,
    ProbeMember? Version = null,
    ProbeModels? Models = null
)
{
    /// <summary>Where it tells what it has loaded right now; all of them are asked. Empty when it does not tell.</summary>
    public IReadOnlyList<ProbeLoaded> Loaded
    {
        get;
        init => field = value ?? [];
    } = [];
}

/// <param name="Path">What is asked.</param>
/// <param name="Member">The member of the answer, dots going down: <c>system.comfyui_version</c>.</param>
public sealed record ProbeMember(string Path, string Member);

/// <summary>How a list of models is read; every member is of one entry, dots going down.</summary>
/// <param name="Path">What is asked.</param>
/// <param name="List">The member that is the list; null when the answer itself is.</param>
/// <param name="Id">The model's name; null when the entries are texts.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Digest">Its SHA-256.</param>
/// <param name="Architecture">In the words of GGUF.</param>
/// <param name="Quantization">Such as Q4_K_M.</param>
/// <param name="Parameters">Such as 7.6B.</param>
/// <param name="Context">In tokens.</param>
public sealed record ProbeModels(
    string Path,
    string? List = null,
    string? Id = null,
    string? Size = null,
    string? Digest = null,
    string? Architecture = null,
    string? Quantization = null,
    string? Parameters = null,
    string? Context = null
);

/// <summary>How an answer tells what is loaded; every member is of one entry, dots going down.</summary>
/// <param name="Path">What is asked.</param>
/// <param name="Name">A file, a folder or the provider's own name of the model.</param>
/// <param name="List">The member that is the list; null when the answer itself is the only entry.</param>
/// <param name="Digest">SHA-256 of the file.</param>
/// <param name="State">Says how the entry stands; one that does not say it is loaded.</param>
/// <param name="States">What it says then of an entry that is loaded.</param>
/// <param name="Instances">A list that is empty when the entry is not loaded.</param>
/// <param name="Quantization">Such as Q4_K_M: what the name of the file says behind the provider's name.</param>
public sealed record ProbeLoaded(
    string Path,
    string Name,
    string? List = null,
    string? Digest = null,
    string? State = null,
    IReadOnlyList<string>? States = null,
    string? Instances = null,
    string? Quantization = null
);

/// <param name="Name">Such as <c>llama-cpp</c>.</param>
/// <param name="Variable">Such as <c>LLAMA_CPP_MODELS_DIR</c>; null when there is none.</param>
public sealed record ProviderFolder(string Name, string? Variable = null);
