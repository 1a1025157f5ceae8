namespace BerryAIGen.Generation.Gates;

/// <summary>What the gates of now say to one who asks. Hidden goes before disabled, and that before members only.</summary>
/// <param name="rules">All rules.</param>
public sealed class GateRules(IReadOnlyList<GateRule> rules)
{
    /// <summary>No gates.</summary>
    public static GateRules None { get; } = new([]);

    /// <summary>What stands before a workflow, an ecosystem or a version for one who asks; null names none.</summary>
    /// <param name="caller">Who asks: one of <see cref="GateWords.Callers"/>; null for anybody.</param>
    /// <param name="workflow">Its key.</param>
    /// <param name="ecosystem">Its id.</param>
    /// <param name="version">Its number.</param>
    public GateVerdict Judge(string? caller, string? workflow, string? ecosystem, long? version)
    {
        var worst = GateVerdict.Open;
        foreach (var rule in rules.Where(rule => rule.Names(workflow, ecosystem, version) && !Passes(caller, rule)))
        {
            var outcome = OutcomeOf(rule);
            if (outcome > worst.Outcome)
                worst = new(outcome, rule.Id, rule.Message ?? Words(outcome));
        }

        return worst;
    }

    /// <summary>The ids of ecosystems that are closed to one who asks, or hidden from him.</summary>
    public IReadOnlyList<string> EcosystemsClosedTo(string? caller, bool onlyHidden) =>
        [.. Closed(caller, onlyHidden).SelectMany(rule => rule.Ecosystems).Distinct()];

    /// <summary>The numbers of versions that are closed to one who asks, or hidden from him.</summary>
    public IReadOnlyList<long> VersionsClosedTo(string? caller, bool onlyHidden) =>
        [.. Closed(caller, onlyHidden).SelectMany(rule => rule.Versions).Distinct()];

    private IEnumerable<GateRule> Closed(string? caller, bool onlyHidden) =>
        rules.Where(rule => !Passes(caller, rule) && (!onlyHidden || OutcomeOf(rule) == GateOutcome.Hidden));

    private static GateOutcome OutcomeOf(GateRule rule) =>
        rule.Presentation == GateWords.Hidden ? GateOutcome.Hidden
        : rule.Audience == GateWords.Members ? GateOutcome.MemberOnly
        : GateOutcome.Disabled;

    // A word that is none of ours lets nobody pass, rather than everybody.
    private static bool Passes(string? caller, GateRule rule)
    {
        if (caller is null || rule.Audience == GateWords.Nobody)
            return false;
        var (who, least) = (Place(caller), Place(rule.Audience));
        return who >= 0 && least >= 0 && who <= least;
    }

    private static int Place(string word) => Array.IndexOf([.. GateWords.Audiences], word);

    private static string Words(GateOutcome outcome) =>
        outcome switch
        {
            GateOutcome.MemberOnly => "It is for members only.",
            GateOutcome.Hidden => "It is not offered.",
            _ => "It is switched off for now.",
        };
}

/// <summary>What a gate does, the mildest first.</summary>
public enum GateOutcome
{
    Open,
    MemberOnly,
    Disabled,
    Hidden,
}

/// <summary>What the gates say.</summary>
/// <param name="Outcome">What is done.</param>
/// <param name="Rule">The id of the rule that says so; null when it is open.</param>
/// <param name="Message">For people; null when it is open.</param>
public sealed record GateVerdict(GateOutcome Outcome, string? Rule, string? Message)
{
    public static GateVerdict Open { get; } = new(GateOutcome.Open, null, null);

    /// <summary>For programs: <c>gate_hidden</c>, <c>gate_disabled</c>, <c>gate_members</c>.</summary>
    public string Code =>
        Outcome switch
        {
            GateOutcome.Hidden => "gate_hidden",
            GateOutcome.MemberOnly => "gate_members",
            GateOutcome.Disabled => "gate_disabled",
            _ => "open",
        };
}
