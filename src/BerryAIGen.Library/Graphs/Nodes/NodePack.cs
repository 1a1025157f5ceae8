using System.Text.Json.Serialization;
using BerryAIGen.Library.Definitions;

namespace BerryAIGen.Library.Graphs.Nodes;

/// <summary>The nodes of one pack that name model files; a file in <c>definitions/nodes</c>.</summary>
/// <remarks>The generated reader sets members that the file leaves out to null; the setters turn that into "none".</remarks>
internal sealed record NodePack : IDefinition
{
    public required int SchemaVersion { get; init; }

    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Where the pack comes from.</summary>
    public string? Address { get; init; }

    public IReadOnlyList<NodeRule> Nodes
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Node types whose text is for people.</summary>
    public IReadOnlyList<string> Notes
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Values of any field that mean no file.</summary>
    public IReadOnlyList<string> BuiltIn
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>File names that many different models have.</summary>
    public IReadOnlyList<string> CommonNames
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Endings of model files, with the dot.</summary>
    public IReadOnlyList<string> Extensions
    {
        get;
        init => field = value ?? [];
    } = [];

    public IReadOnlyList<FolderGuess> Guesses
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Civitai's types of what lies in a folder.</summary>
    public IReadOnlyList<FolderType> Types
    {
        get;
        init => field = value ?? [];
    } = [];
}

/// <summary>Where nodes of some types name files.</summary>
internal sealed record NodeRule
{
    public required IReadOnlyList<string> Types { get; init; }

    public IReadOnlyList<NodeField> Fields
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>The folder of every other file name in the node; null for none.</summary>
    public string? AnyFile { get; init; }

    /// <summary>The node downloads its files itself where they are missing.</summary>
    public bool IsFetchedByNode { get; init; }
}

/// <summary>A field that names a file.</summary>
internal sealed record NodeField
{
    public required string Input { get; init; }

    /// <summary>Its place among the node's fields; null where only names and endings tell.</summary>
    public int? Widget { get; init; }

    public string? Folder { get; init; }

    /// <summary>The field is a list of objects, and this member of each names a file.</summary>
    public string? Member { get; init; }

    /// <summary>The member that says whether such an object counts.</summary>
    public string? On { get; init; }

    /// <summary>A text that names files as <c>&lt;lora:NAME:1&gt;</c>.</summary>
    public bool IsTagged { get; init; }

    public IReadOnlyList<string> BuiltIn
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Another field that turns this one off.</summary>
    public NodeSwitch? Switch { get; init; }
}

/// <summary>A field that turns another one off.</summary>
internal sealed record NodeSwitch(string Input, string Off)
{
    public int? Widget { get; init; }
}

/// <summary>A word in the name of an input or of a node type that tells the folder.</summary>
internal sealed record FolderGuess(string Folder)
{
    public string? Input { get; init; }

    public string? Node { get; init; }
}

/// <summary>A type of Civitai's that lies in a folder.</summary>
internal sealed record FolderType(string Folder, string Type);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(NodePack))]
internal sealed partial class NodePackJson : JsonSerializerContext;
