namespace BerryAIGen.Toolkit.Api.Providers;

/// <summary>All providers.</summary>
/// <param name="Providers">By name.</param>
/// <param name="TotalProviders">How many there are.</param>
/// <param name="Warnings">Files of added providers that were left out, with the reason.</param>
public sealed record ProvidersDocument(
    IReadOnlyList<ProviderDocument> Providers,
    int TotalProviders,
    IReadOnlyList<string> Warnings
);

/// <summary>A provider as the description prints its capabilities; also what is sent to add or change one.</summary>
public sealed record ProviderDocument
{
    /// <summary>Its id, such as <c>llama-cpp</c>.</summary>
    public string? Name { get; init; }

    /// <summary>As it calls itself.</summary>
    public string? DisplayName { get; init; }

    public IReadOnlyList<string>? Aliases { get; init; }

    public IReadOnlyList<string>? SupportedFormats { get; init; }

    /// <summary>What it loads after an import of its own.</summary>
    public IReadOnlyList<string>? ImportFormats { get; init; }

    public IReadOnlyList<string>? RequiredCapabilities { get; init; }

    public IReadOnlyList<string>? OptionalCapabilities { get; init; }

    /// <summary>What it computes on: <c>cpu</c>, <c>cuda</c> …</summary>
    public IReadOnlyList<string>? Devices { get; init; }

    /// <summary>Whether a model may lie partly in the memory of the machine.</summary>
    public bool? Offloads { get; init; }

    public MemoryDocument? MemoryRequirements { get; init; }

    public PerformanceDocument? PerformanceCharacteristics { get; init; }

    public SizesDocument? ModelSizeLimits { get; init; }

    public ProbeDocument? Probe { get; init; }

    /// <summary>Whether a file of yours describes it; written by the server alone.</summary>
    public bool? UserDefined { get; init; }

    /// <summary>Models of the library that it runs; written by the server alone.</summary>
    public int? TotalModels { get; init; }

    /// <summary>Of them, those that are here; written by the server alone.</summary>
    public int? LocalModels { get; init; }

    /// <summary>Of them, those that can be downloaded; written by the server alone.</summary>
    public int? AvailableModels { get; init; }
}

/// <param name="Min">Bytes that it needs at least.</param>
/// <param name="Recommended">Bytes that it runs well with.</param>
/// <param name="Max">Bytes that it makes use of at most.</param>
public sealed record MemoryDocument(long Min = 0, long Recommended = 0, long Max = 0);

/// <param name="InferenceType"><c>local</c> or <c>cloud</c>.</param>
/// <param name="Optimization">Such as <c>gpu_optimized</c>.</param>
/// <param name="QuantizationSupport"><c>excellent</c>, <c>good</c> or <c>none</c>.</param>
public sealed record PerformanceDocument(
    string? InferenceType = null,
    string? Optimization = null,
    string? QuantizationSupport = null
);

/// <param name="MinSize">Bytes of the smallest model that makes sense.</param>
/// <param name="MaxSize">Bytes of the largest; 0 for none.</param>
public sealed record SizesDocument(long MinSize = 0, long MaxSize = 0);

/// <summary>The questions that its HTTP API understands; paths go behind its address.</summary>
public sealed record ProbeDocument
{
    /// <summary>Answers with success when it runs.</summary>
    public string? Alive { get; init; }

    /// <summary>Where it listens unless told otherwise.</summary>
    public string? DefaultAddress { get; init; }

    /// <summary>The environment variable that holds its key.</summary>
    public string? KeyVariable { get; init; }

    /// <summary>What is asked for its version.</summary>
    public string? VersionPath { get; init; }

    /// <summary>The member of that answer, dots going down.</summary>
    public string? VersionMember { get; init; }

    /// <summary>What is asked for its models.</summary>
    public string? ModelsPath { get; init; }

    /// <summary>The member of that answer that is the list; none when the answer itself is.</summary>
    public string? ModelsList { get; init; }

    /// <summary>The member of an entry that is its name; none when the entries are texts.</summary>
    public string? ModelsId { get; init; }

    /// <summary>The member of an entry that is its size in bytes.</summary>
    public string? ModelsSize { get; init; }
}

/// <summary>What providers read and are for, by their names.</summary>
/// <param name="Capabilities">Each provider's.</param>
public sealed record ProviderCapabilitiesDocument(IReadOnlyDictionary<string, ProviderDocument> Capabilities);
