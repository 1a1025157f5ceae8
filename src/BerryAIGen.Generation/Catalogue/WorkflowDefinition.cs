using System.Collections.ObjectModel;
using System.Text.Json.Serialization;
using BerryAIGen.Library.Definitions;

namespace BerryAIGen.Generation.Catalogue;

/// <summary>A way from what a person has to what he wants; a file in <c>definitions/workflows</c>.</summary>
internal sealed record WorkflowDefinition : IDefinition
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    public required int SchemaVersion { get; init; }

    public required string Id { get; init; }

    /// <summary>Civitai's word: <c>img2img:edit</c>.</summary>
    public required string Key { get; init; }

    public required string Name { get; init; }

    /// <summary>Its name where ways to one result stand beside each other.</summary>
    public string? Mode { get; init; }

    /// <summary>What it makes: <c>image, video, audio, model3d, text</c>.</summary>
    public string? Media { get; init; }

    /// <summary>Works on something that was made before.</summary>
    public bool Enhancement { get; init; }

    public bool MemberOnly { get; init; }

    /// <summary>Nothing is sent: the page does it alone.</summary>
    public bool NoSubmit { get; init; }

    /// <summary>The workflow that it is in truth; its forms hold.</summary>
    public string? VariantOf { get; init; }

    public bool IsNew { get; init; }

    /// <summary>The page goes back to where the person came from.</summary>
    public bool ReturnAfterSubmit { get; init; }

    /// <summary>Versions that cannot do it.</summary>
    public IReadOnlyList<long> Excludes
    {
        get => field ?? [];
        init;
    }

    /// <summary>The ecosystem that is taken when nobody chooses one.</summary>
    public string? Ecosystem { get; init; }

    /// <summary>The workflow that is meant when pictures are given, and when none are.</summary>
    public string? WithImages { get; init; }

    public string? WithoutImages { get; init; }

    /// <summary>What its own forms say of their fields.</summary>
    public IReadOnlyDictionary<string, FieldSettings> Fields
    {
        get => field ?? ReadOnlyDictionary<string, FieldSettings>.Empty;
        init;
    }

    /// <summary>Its own form, where no ecosystem has a part in it: a tool for what was made.</summary>
    public IReadOnlyList<FormDefinition> Forms
    {
        get => field ?? [];
        init;
    }

    /// <summary>The workflow in the place of an ecosystem, for its own form; it has no models.</summary>
    public EcosystemDefinition Alone() =>
        new()
        {
            SchemaVersion = SchemaVersion,
            Id = Id,
            Key = "",
            Name = Name,
            Fields = Fields,
            Forms = Forms,
        };
}

/// <summary>Under what terms a base model may be used; a file in <c>definitions/licences</c>.</summary>
internal sealed record LicenceDefinition : IDefinition
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    public required int SchemaVersion { get; init; }

    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Address { get; init; }
}

/// <summary>Ecosystems that share a picker of versions; a file in <c>definitions/ecosystem-groups</c>.</summary>
internal sealed record EcosystemGroup : IDefinition
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    public required int SchemaVersion { get; init; }

    public required string Id { get; init; }

    public required string Name { get; init; }

    public int Order { get; init; }

    /// <summary>The ecosystem that is taken when the group is chosen.</summary>
    public required string First { get; init; }
}
