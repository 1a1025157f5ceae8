using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>What a workflow costs, and why.</summary>
public sealed record WorkflowCost : OpenRecord
{
    /// <summary>What is paid in any case.</summary>
    public int? Base { get; set; }

    /// <summary>Numbers that are multiplied, by their names.</summary>
    public JsonElement? Factors { get; set; }

    /// <summary>Numbers that are added, by their names.</summary>
    public JsonElement? Fixed { get; set; }

    /// <summary>What is given on top.</summary>
    [JsonConverter(typeof(MemberConverter<CostTips>))]
    public CostTips? Tips { get; set; }

    /// <summary>What single models cost, by their AIR.</summary>
    public JsonElement? Fees { get; set; }

    /// <summary>All together; 0 after everything was given back.</summary>
    public int? Total { get; set; }
}
