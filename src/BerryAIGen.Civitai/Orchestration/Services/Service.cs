using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Something that the orchestrator can run, with how well it does.</summary>
public sealed record Service : OpenRecord
{
    /// <summary>Its id.</summary>
    public string? Id { get; set; }

    /// <summary>Its kind.</summary>
    public string? Category { get; set; }

    /// <summary>What it takes.</summary>
    public JsonElement? Parameters { get; set; }

    /// <summary>The step that runs it.</summary>
    public string? Step { get; set; }

    /// <summary>Where it is submitted.</summary>
    public string? Submit { get; set; }

    /// <summary>Where it is estimated.</summary>
    public string? Estimate { get; set; }

    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>What it is.</summary>
    public string? Description { get; set; }

    /// <summary>Its words.</summary>
    public OpenList<string>? Tags { get; set; }

    /// <summary>What it is good at.</summary>
    public string? Strengths { get; set; }

    /// <summary>What it is bad at.</summary>
    public string? Weaknesses { get; set; }

    /// <summary>When it came out.</summary>
    public DateTimeOffset? ReleasedAt { get; set; }

    /// <summary>What goes in and comes out.</summary>
    [JsonConverter(typeof(MemberConverter<ServiceModalities>))]
    public ServiceModalities? Modalities { get; set; }

    /// <summary>How it does.</summary>
    public ServiceStatus? Status { get; set; }

    /// <summary>Numbers of the asked time, raw.</summary>
    public JsonElement? Metrics { get; set; }

    /// <summary>The same over time, raw.</summary>
    public JsonElement? History { get; set; }
}
