using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>What is submitted: the steps, and how they are paid, named and told of.</summary>
public sealed record WorkflowTemplate : OpenRecord
{
    /// <summary>What is done; a step begins when those that it refers to have succeeded.</summary>
    public OpenList<StepTemplate> Steps { get; set; } = [];

    /// <summary>At most 10 words to find it by, each of at most 200 characters.</summary>
    public OpenList<string>? Tags { get; set; }

    /// <summary>Whatever the caller wants to find there again, an object.</summary>
    public JsonElement? Metadata { get; set; }

    /// <summary>Values that steps refer to as <c>$arguments</c>, an object.</summary>
    public JsonElement? Arguments { get; set; }

    /// <summary>Who is told of it.</summary>
    public OpenList<WorkflowCallback>? Callbacks { get; set; }

    /// <summary>What is given on top of the price.</summary>
    [JsonConverter(typeof(MemberConverter<WorkflowTips>))]
    public WorkflowTips? Tips { get; set; }

    /// <summary>How mature the results may be at most.</summary>
    public NsfwLevel? NsfwLevel { get; set; }

    /// <summary>True pays from yellow Buzz only, false allows safe content only; null is decided by what pays.</summary>
    public bool? AllowMatureContent { get; set; }

    /// <summary>What happens when safe work turns out mature.</summary>
    public UpgradeMode? UpgradeMode { get; set; }

    /// <summary>The accounts that may pay; null for all.</summary>
    public OpenList<BuzzAccount>? Currencies { get; set; }

    /// <summary>Lets unfinished providers run it.</summary>
    public bool? Experimental { get; set; }

    /// <summary>Nothing is kept after it ended; needs a callback or a wait.</summary>
    public bool? Ephemeral { get; set; }

    /// <summary>The caller's own id, at most 128 letters, digits, <c>-</c> and <c>_</c>; the same one is never charged twice.</summary>
    public string? ExternalId { get; set; }
}
