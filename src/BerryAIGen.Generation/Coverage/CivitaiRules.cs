using BerryAIGen.Generation.Catalogue;

namespace BerryAIGen.Generation.Coverage;

/// <summary>Whether Civitai generates with a version. One of three ways lets it in, and then nothing may stand against it.</summary>
internal static class CivitaiRules
{
    public const string Listed = "listed";
    public const string External = "external";
    public const string Open = "open";
    public const string Epoch = "epoch";

    private const string Published = "Published";
    private const string Private = "Private";

    private static readonly string[] Alive = ["Draft", "Training", Published];

    public static CoverageAnswer Judge(CoverageRules rules, ResourceFacts facts)
    {
        if (facts.Epoch is not null)
            return new(Epoch, [.. Against(rules, facts)]);
        if (facts.VersionId is not { } version)
            return No("not_on_civitai", "Civitai does not have it; only machines of your own can generate with it.");
        if (rules.ListedAs(version) is not null)
            return new(Listed, [.. Against(rules, facts)]);
        if (facts.Site is not { } site)
            return No("not_asked", $"Nobody has asked Civitai about version {version} yet: refresh it.");
        if (Is(site.UsageControl, "ExternalGeneration") && IsPublished(site) && !site.IsRealPerson)
            return new(External, [.. Against(rules, facts)]);
        CoverageReason[] missing = [.. Missing(rules, facts, site)];
        return missing.Length == 0
            ? new(Open, [.. Against(rules, facts)])
            : new(null, [.. missing.Concat(Against(rules, facts)).DistinctBy(reason => reason.Code)]);
    }

    // What the third way asks for.
    private static IEnumerable<CoverageReason> Missing(CoverageRules rules, ResourceFacts facts, SiteFacts site)
    {
        var words = rules.Catalogue.Types;
        if (site.IsRealPerson)
            yield return new("real_person", "It shows a real person.");
        if (!IsPublished(site) && !Is(site.Availability, Private) && !Is(site.UploadType, "Trained"))
            yield return new("not_published", $"It is not published (its status is {site.Status}).");
        if (site.Uses is null)
            yield return new("licence_unknown", "Civitai does not say which commercial uses its creator allows.");
        else if (!site.Uses.Any(use => words.Uses.Contains(use, StringComparer.OrdinalIgnoreCase)))
            yield return new(
                "licence",
                $"Its creator does not let services generate with it: none of {string.Join(", ", words.Uses)} is allowed."
            );
        if (FileProblem(words, site) is { } problem)
            yield return problem;
        foreach (var reason in TypeProblems(rules, facts, site))
        {
            yield return reason;
        }
    }

    private static CoverageReason? FileProblem(GenerationTypeFile words, SiteFacts site)
    {
        if (site.HasTraining)
            return null;
        var usable = site
            .Files.Where(file => !words.Unusable.Contains(file.Format, StringComparer.OrdinalIgnoreCase))
            .ToArray();
        return usable.Any(file => file.IsScanned) ? null
            : site.Files.Count == 0 ? new("no_file", "Civitai has no file of it.")
            : usable.Length == 0
                ? new("file_format", $"Civitai does not generate with files of {string.Join(", ", words.Unusable)}.")
            : new("not_scanned", "Its file has not passed Civitai's scan.");
    }

    private static IEnumerable<CoverageReason> TypeProblems(CoverageRules rules, ResourceFacts facts, SiteFacts site)
    {
        var (words, type) = (rules.Catalogue.Types, rules.TypeOf(facts));
        if (words.Find(type) is not { } known)
        {
            yield return Types(words, type);
            yield break;
        }

        // Tools work on pictures of everything.
        if (words.Tools.Contains(known))
            yield break;
        if (rules.OpenAs(facts.BaseModel) is null)
            yield return BaseModel(facts.BaseModel);
        if (!known.IsMain)
            yield break;
        if (site.BaseModelType is { } kind && !words.Standard.Contains(kind, StringComparer.OrdinalIgnoreCase))
            yield return new("base_model_kind", $"It is a checkpoint for {kind}, and those do not generate.");
        if (site.IsCovered != true)
            yield return new(
                "checkpoint_not_loaded",
                "Civitai keeps few checkpoints of its members loaded, and this is none of them."
            );
    }

    // Whatever let it in.
    private static IEnumerable<CoverageReason> Against(CoverageRules rules, ResourceFacts facts)
    {
        var site = facts.Site ?? new SiteFacts();
        if (site.IsDisabled)
            yield return new("disabled", "Generation is switched off for it.");
        if (site.Status is { } status && !Alive.Any(word => Is(status, word)))
            yield return new("status", $"Its status is {status}.");
        if (Is(site.Availability, Private))
            yield return new("private", "It is private; only its owner generates with it.");
        if (Is(site.UsageControl, "InternalGeneration"))
            yield return new("internal", "Civitai keeps it for itself.");
        // Whoever has its file has paid for it.
        if (facts.File is null && rules.EarlyAccessOf(facts) is { } until)
            yield return new(
                "early_access",
                $"Until {until:yyyy-MM-dd HH:mm} UTC only those generate with it who paid for its early access."
            );
        var type = rules.TypeOf(facts);
        if (facts.Epoch is not null && rules.EcosystemOf(facts) is null)
            yield return BaseModel(null);
        if (rules.Catalogue.Types.Tools.Any(tool => tool.Id == type))
            yield break;
        if (
            rules.EcosystemOf(facts) is { } ecosystem
            && type is not null
            && !rules.Catalogue.GeneratesOf(ecosystem).Contains(type)
        )
            yield return TypeOf(rules, ecosystem, type);
    }

    internal static CoverageReason Types(GenerationTypeFile words, string? type) =>
        new(
            "type",
            type is null
                ? "Nobody knows what type of model it is."
                : $"A model of type {type} does not generate; {string.Join(", ", words.Types.Select(one => one.Id))} do."
        );

    internal static CoverageReason BaseModel(string? baseModel) =>
        baseModel is null
            ? new("base_model_unknown", "Nobody knows its base model.")
            : new("base_model", $"Models of {baseModel} do not generate.");

    internal static CoverageReason TypeOf(CoverageRules rules, EcosystemDefinition ecosystem, string type) =>
        rules.Catalogue.Types.Find(type) is null ? Types(rules.Catalogue.Types, type)
        : rules.Catalogue.GeneratesOf(ecosystem).Count == 0
            ? new(
                "base_model",
                $"Models of {(ecosystem.BaseModels is [var first, ..] ? first.Name : ecosystem.Name)} do not generate."
            )
        : new(
            "type_of_ecosystem",
            $"{ecosystem.Name} takes no {type}; it takes {string.Join(", ", rules.Catalogue.GeneratesOf(ecosystem))}."
        );

    private static bool IsPublished(SiteFacts site) => site.Status is null || Is(site.Status, Published);

    private static bool Is(string? word, string other) => other.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static CoverageAnswer No(string code, string message) => new(null, [new(code, message)]);
}
