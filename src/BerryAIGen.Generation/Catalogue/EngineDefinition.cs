using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Library.Definitions;

namespace BerryAIGen.Generation.Catalogue;

/// <summary>One kind of step of the orchestrator: what it takes, and how a form becomes that; a file in <c>definitions/engines</c>.</summary>
internal sealed record EngineDefinition : IDefinition
{
    /// <summary>Where an editor finds the form of the file.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    public required int SchemaVersion { get; init; }

    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The <c>$type</c> of its step.</summary>
    public required string Step { get; init; }

    /// <summary>What it makes; null for a tool.</summary>
    public string? Media { get; init; }

    /// <summary>The word <c>engine</c> of its input; null for a step that has no engines.</summary>
    public string? Engine { get; init; }

    /// <summary>All members that some variant of it takes, with their limits.</summary>
    public required IReadOnlyDictionary<string, InputSpec> Input { get; init; }

    /// <summary>What a person should know of it.</summary>
    public string? Note { get; init; }

    /// <summary>What every variant sends of what it takes: member, and where it comes from.</summary>
    public IReadOnlyDictionary<string, JsonElement> Send
    {
        get => field ?? ReadOnlyDictionary<string, JsonElement>.Empty;
        init;
    }

    /// <summary>The field of a list; there is one step of its own for each entry. Null for one step in all.</summary>
    public string? Each { get; init; }

    /// <summary>Steps that must run first.</summary>
    public IReadOnlyList<StepTemplate> Before
    {
        get => field ?? [];
        init;
    }

    /// <summary>Steps that run on what it made.</summary>
    public IReadOnlyList<StepTemplate> After
    {
        get => field ?? [];
        init;
    }

    public required IReadOnlyList<EngineVariant> Variants { get; init; }
}

/// <summary>What an engine takes for one choice of its discriminating words.</summary>
/// <param name="Id">Names it inside the engine.</param>
internal sealed record EngineVariant(string Id)
{
    /// <summary>Whether forms of today make it.</summary>
    public string State
    {
        get => field ?? "active";
        init;
    }

    /// <summary>The words that choose it: <c>model</c>, <c>operation</c>.</summary>
    public IReadOnlyDictionary<string, string> Path
    {
        get => field ?? ReadOnlyDictionary<string, string>.Empty;
        init;
    }

    /// <summary>Words that it has by default, so that nobody sends them.</summary>
    public IReadOnlyDictionary<string, string> Assumes
    {
        get => field ?? ReadOnlyDictionary<string, string>.Empty;
        init;
    }

    /// <summary>The members that it takes; null for all of the engine's.</summary>
    public IReadOnlyList<string>? Takes { get; init; }

    /// <summary>Members whose limits are others here.</summary>
    public IReadOnlyDictionary<string, InputSpec> Input
    {
        get => field ?? ReadOnlyDictionary<string, InputSpec>.Empty;
        init;
    }

    public IReadOnlyDictionary<string, JsonElement> Send
    {
        get => field ?? ReadOnlyDictionary<string, JsonElement>.Empty;
        init;
    }

    /// <summary>Of what the engine sends, what this variant does not.</summary>
    public IReadOnlyList<string> Drops
    {
        get => field ?? [];
        init;
    }

    /// <summary>Members that are sent and accepted though the interface's document does not name them.</summary>
    public IReadOnlyList<string> Undocumented
    {
        get => field ?? [];
        init;
    }

    /// <summary>How the orchestrator reckons its price, for people; the price itself comes from the orchestrator.</summary>
    public string? Price { get; init; }
}

/// <summary>A member of a step's input, as the interface's document describes it.</summary>
internal sealed record InputSpec
{
    /// <summary><c>text, number, integer, toggle, list, object, media, address, air, any</c>.</summary>
    public required string Type { get; init; }

    public bool Required { get; init; }

    public JsonElement? Const { get; init; }

    public JsonElement? Default { get; init; }

    public decimal? Min { get; init; }

    public decimal? Max { get; init; }

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    public int? MinItems { get; init; }

    public int? MaxItems { get; init; }

    public string? Pattern { get; init; }

    public IReadOnlyList<JsonElement>? Options { get; init; }

    public InputSpec? Items { get; init; }

    public InputSpec? Values { get; init; }

    public IReadOnlyDictionary<string, InputSpec>? Members { get; init; }

    /// <summary>The member that tells which of <see cref="Kinds"/> an object is.</summary>
    public string? By { get; init; }

    public IReadOnlyList<string>? Kinds { get; init; }
}

/// <summary>A step beside the engine's own.</summary>
/// <param name="Step">Its <c>$type</c>.</param>
/// <param name="Input">Its input, in the same words as <see cref="EngineDefinition.Send"/>.</param>
internal sealed record StepTemplate(string Step, IReadOnlyDictionary<string, JsonElement> Input)
{
    /// <summary>What other steps call it.</summary>
    public string? As { get; init; }

    /// <summary>The field of a list; there is one step for each of its items.</summary>
    public string? Each { get; init; }

    /// <summary>Field and value for which there is such a step; null for always.</summary>
    public IReadOnlyDictionary<string, JsonElement>? When { get; init; }
}
