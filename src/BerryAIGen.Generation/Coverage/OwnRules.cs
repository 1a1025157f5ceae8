namespace BerryAIGen.Generation.Coverage;

/// <summary>
/// Whether a machine of one's own generates with a file: it is here and whole, and its base model takes its type. Terms of
/// use and publishing are Civitai's; on his own machine everybody answers for himself.
/// </summary>
internal static class OwnRules
{
    public const string OwnFile = "own_file";

    public static CoverageAnswer Judge(CoverageRules rules, ResourceFacts facts)
    {
        CoverageReason[] reasons = [.. Against(rules, facts)];
        return new(reasons.Length == 0 ? OwnFile : null, reasons);
    }

    private static IEnumerable<CoverageReason> Against(CoverageRules rules, ResourceFacts facts)
    {
        if (facts.File is null)
            yield return new("not_here", "Its file is not on this machine; download it.");
        else if (!facts.File.IsUsable)
            yield return new("not_usable", $"Its file cannot be used ({facts.File.Problem ?? "not local"}).");
        var (words, type) = (rules.Catalogue.Types, rules.TypeOf(facts));
        if (words.Find(type) is not { } known)
        {
            yield return CivitaiRules.Types(words, type ?? facts.Header?.Type);
            yield break;
        }

        if (words.Tools.Contains(known))
            yield break;
        if (rules.EcosystemOf(facts) is not { } ecosystem)
            yield return facts.BaseModel is null && facts.Header?.Base is { } word
                ? new(
                    "base_model_unknown",
                    $"Its header says {word}, which is no base model that generates, or one of several; a record beside it would tell."
                )
                : CivitaiRules.BaseModel(facts.BaseModel);
        else if (!rules.Catalogue.GeneratesOf(ecosystem).Contains(known.Id))
            yield return CivitaiRules.TypeOf(rules, ecosystem, known.Id);
        else if (CoverageRules.IsClosedTo(rules.Catalogue, ecosystem, known.Id))
            yield return new("closed", $"{ecosystem.Name} runs versions of its own alone.");
    }
}
