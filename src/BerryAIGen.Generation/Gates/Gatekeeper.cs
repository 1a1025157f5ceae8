namespace BerryAIGen.Generation.Gates;

/// <summary>The gates as they stand before one who asks.</summary>
/// <param name="Rules">All rules.</param>
/// <param name="Caller">Who asks: one of <see cref="GateWords.Callers"/>; null for anybody.</param>
public sealed record Gatekeeper(GateRules Rules, string? Caller)
{
    /// <summary>Lets everybody pass, as on one's own machine.</summary>
    public static Gatekeeper Open { get; } = new(GateRules.None, null);

    /// <param name="key">The key of a workflow: <c>txt2img</c>.</param>
    public GateVerdict Workflow(string key) => Rules.Judge(Caller, key, null, null);

    /// <param name="id">The id of an ecosystem's definition.</param>
    public GateVerdict Ecosystem(string id) => Rules.Judge(Caller, null, id, null);

    /// <param name="id">The id of a model version on Civitai.</param>
    public GateVerdict Version(long id) => Rules.Judge(Caller, null, null, id);
}
