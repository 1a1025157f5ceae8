using BerryAIGen.IO;
using BerryAIGen.IO.Containers;
using BerryAIGen.Library.Identification.Tables;

namespace BerryAIGen.Library.Identification;

/// <summary>What a local file is by its bytes.</summary>
public sealed record InspectedFile
{
    public required string Path { get; init; }

    /// <summary>What the first bytes say, whatever the name says; <see cref="Container.Unknown"/> for a folder.</summary>
    public required Container Container { get; init; }

    /// <summary>A folder that is one model, as diffusers saves it.</summary>
    public bool IsFolder { get; init; }

    /// <summary>Why the file is no valid one of the format it should have; null for a valid one.</summary>
    public FormatError? Error { get; init; }

    /// <summary>What the header lists; null where it was not read or breaks a rule.</summary>
    public TensorTable? Table { get; init; }

    /// <summary>Null where the format has no tensors or they were not read.</summary>
    public int? TensorCount { get; init; }

    /// <summary>How many values all tensors hold; null like <see cref="TensorCount"/>.</summary>
    public long? ParameterCount { get; init; }

    /// <summary>The free texts of the header.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>What model it is, by its header or by a person's word.</summary>
    public Identity Identity { get; init; } = Identity.Unknown;

    /// <summary>What the answer rests on, one sentence each.</summary>
    public IReadOnlyList<string> Why { get; init; } = [];
}
