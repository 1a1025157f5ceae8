using System.Collections.ObjectModel;
using System.Text.Json.Serialization;
using BerryAIGen.Library.Definitions;

namespace BerryAIGen.Generation.Catalogue;

/// <summary>An architecture whose add-ons are interchangeable, and the forms that make something with it; a file in <c>definitions/ecosystems</c>.</summary>
internal sealed record EcosystemDefinition : IDefinition
{
    /// <summary>Where an editor finds the form of the file.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    public required int SchemaVersion { get; init; }

    public required string Id { get; init; }

    /// <summary>Civitai's word for it, which forms and AIRs come with: <c>Flux2Klein_9B</c>.</summary>
    public required string Key { get; init; }

    public required string Name { get; init; }

    /// <summary>Who made it, for grouping in lists.</summary>
    public string? Family { get; init; }

    /// <summary>The ecosystem that it descends from; its root names it in AIRs.</summary>
    public string? Parent { get; init; }

    /// <summary>Ecosystems of one group share a picker of versions.</summary>
    public string? Group { get; init; }

    /// <summary>Its place in lists.</summary>
    public int Order { get; init; }

    /// <summary>Its word in AIRs, where that is not the root's key in small letters.</summary>
    public string? Air { get; init; }

    /// <summary>Whether Civitai runs it on machines of its own.</summary>
    public bool SelfHosted { get; init; }

    /// <summary>What <c>berry inspect</c> calls its models: <c>sdxl</c>, <c>flux2/klein-9b</c>.</summary>
    public IReadOnlyList<string> Headers
    {
        get => field ?? [];
        init;
    }

    public IReadOnlyList<BaseModelDefinition> BaseModels
    {
        get => field ?? [];
        init;
    }

    /// <summary>The types of models that generate with it, in Civitai's words.</summary>
    public IReadOnlyList<string> Generates
    {
        get => field ?? [];
        init;
    }

    /// <summary>The types that can be trained for it.</summary>
    public IReadOnlyList<string> Trains
    {
        get => field ?? [];
        init;
    }

    /// <summary>Models of other ecosystems that work with its checkpoints, in part.</summary>
    public IReadOnlyList<PartialSupport> Partial
    {
        get => field ?? [];
        init;
    }

    /// <summary>Which checkpoints it runs; null where there is nothing to choose.</summary>
    public CheckpointChoice? Checkpoint { get; init; }

    /// <summary>What its forms say of their fields, where they do not differ.</summary>
    public IReadOnlyDictionary<string, FieldSettings> Fields
    {
        get => field ?? ReadOnlyDictionary<string, FieldSettings>.Empty;
        init;
    }

    /// <summary>Why it has no forms though models of it are known; null where it has some, or says nothing of its models.</summary>
    public string? NoForms { get; init; }

    /// <summary>What can be made with it; the first that fits a workflow and a version holds.</summary>
    public IReadOnlyList<FormDefinition> Forms
    {
        get => field ?? [];
        init;
    }
}

/// <summary>A named base model inside an ecosystem.</summary>
/// <param name="Name">Civitai's name: <c>Flux.2 Klein 9B</c>.</param>
/// <param name="Media">What it makes: <c>image</c>, <c>video</c>, <c>audio</c> or <c>model3d</c>.</param>
internal sealed record BaseModelDefinition(string Name, IReadOnlyList<string> Media)
{
    /// <summary>The id of its licence; null when <see cref="NoLicence"/> says why there is none.</summary>
    public string? Licence { get; init; }

    /// <summary>Why it has no licence.</summary>
    public string? NoLicence { get; init; }

    /// <summary>Not offered when a model is uploaded.</summary>
    public bool Hidden { get; init; }

    public bool Experimental { get; init; }

    /// <summary>Known, and offered nowhere.</summary>
    public bool Disabled { get; init; }

    /// <summary>Its licence forbids mature pictures to be published.</summary>
    public bool NoMature { get; init; }

    public bool NonCommercial { get; init; }

    public bool Deprecated { get; init; }
}

/// <summary>Models of another ecosystem that work here, though they were not made for it.</summary>
/// <param name="Ecosystem">Where they come from.</param>
/// <param name="Types">Their types.</param>
internal sealed record PartialSupport(string Ecosystem, IReadOnlyList<string> Types);

/// <summary>The checkpoints of an ecosystem.</summary>
/// <param name="Default">The version that is taken when nobody chooses.</param>
internal sealed record CheckpointChoice(long Default)
{
    /// <summary>The model of the default version; null when only its version is known.</summary>
    public long? Model { get; init; }

    /// <summary>No other checkpoint runs: a closed engine.</summary>
    public bool Locked { get; init; }

    /// <summary>What the picker of versions offers; empty for none.</summary>
    public IReadOnlyList<VersionDefinition> Versions
    {
        get => field ?? [];
        init;
    }
}

/// <summary>A version in the picker, and what it changes in the forms.</summary>
/// <param name="Id">The id of the model version on Civitai.</param>
/// <param name="Label">What the picker calls it.</param>
internal sealed record VersionDefinition(long Id, string Label) : FormChanges
{
    public long? Model { get; init; }

    /// <summary>The sister ecosystem that the form moves to with it.</summary>
    public string? Ecosystem { get; init; }

    /// <summary>The workflows that offer it; null for all.</summary>
    public IReadOnlyList<string>? Workflows { get; init; }

    /// <summary>The workflows of the ecosystem that it cannot do.</summary>
    public IReadOnlyList<string> Not
    {
        get => field ?? [];
        init;
    }

    /// <summary>Fields that mean nothing to it.</summary>
    public IReadOnlyList<string> Hides
    {
        get => field ?? [];
        init;
    }
}
