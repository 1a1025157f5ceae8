using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Generation.Gates;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Forms;

/// <summary>What of a chosen form is held back from whoever fills it in.</summary>
internal static class FormGates
{
    /// <summary>What is closed, by the field that chose it.</summary>
    public static IEnumerable<(string Field, GateVerdict Verdict)> Of(FormChoice choice, Gatekeeper gates)
    {
        (string Field, GateVerdict Verdict)[] all =
        [
            ("workflow", gates.Workflow(choice.Workflow.Key)),
            ("workflow", choice.AskedWorkflow is { } asked ? gates.Workflow(asked) : GateVerdict.Open),
            ("model", choice.AskedVersion is { } wanted ? gates.Version(wanted) : GateVerdict.Open),
            ("ecosystem", choice.Ecosystem.Key.Length == 0 ? GateVerdict.Open : gates.Ecosystem(choice.Ecosystem.Id)),
            ("model", choice.VersionId is { } version ? gates.Version(version) : GateVerdict.Open),
        ];
        return all.Where(one => one.Verdict.Outcome != GateOutcome.Open).DistinctBy(one => one.Field);
    }

    /// <summary>A form as one may name it who does not see all: what is hidden from him is not there.</summary>
    /// <returns>The same; or one with an ecosystem that he sees, where nobody named one and the usual one is hidden.</returns>
    /// <exception cref="GenerationException">It names what is hidden: what is said is what is said of an unknown word.</exception>
    public static FormRequest Seen(GenerationCatalogue catalogue, FormRequest request)
    {
        var (values, gates) = (request.Values, request.Gates);
        if (FormValues.TextOf(values, "workflow") is not { } name || catalogue.FindWorkflow(name) is not { } workflow)
            return request;
        var key = workflow.VariantOf ?? workflow.Key;
        if (IsHidden(gates.Workflow(workflow.Key)) || IsHidden(gates.Workflow(key)))
            throw ChoiceRefusals.NoWorkflow(name);
        if ((FormValues.TextOf(values, "ecosystem") ?? FormValues.TextOf(values, "baseModel")) is { } asked)
            return (catalogue.FindEcosystem(asked) ?? catalogue.FindEcosystemOf(asked)) is { } named && IsUnseen(named)
                ? throw ChoiceRefusals.NoEcosystem(asked)
                : request;
        if (
            values["model"] is not null
            || workflow.Ecosystem is not { } id
            || catalogue.FindEcosystem(id) is not { } usual
            || !IsUnseen(usual)
        )
            return request;
        // One of the same kind, where there is one.
        var other = catalogue
            .Ecosystems.Where(one =>
                gates.Ecosystem(one.Id).Outcome == GateOutcome.Open
                && one.Forms.Any(form => form.Workflows.Contains(key))
            )
            .OrderByDescending(one => one.Group is not null && one.Group == usual.Group)
            .FirstOrDefault();
        if (other is null)
            return request;
        var filled = values.DeepClone().AsObject();
        filled["ecosystem"] = other.Key;
        return request with { Values = filled, Note = $"Nobody named an ecosystem; {other.Name} is taken." };

        bool IsUnseen(EcosystemDefinition ecosystem) => IsHidden(gates.Ecosystem(ecosystem.Id));
    }

    /// <summary>Refuses a hidden workflow that was come to by a word that is not: one that becomes another.</summary>
    /// <exception cref="GenerationException">It is hidden; only what was asked for is named.</exception>
    public static void RequireThere(WorkflowDefinition workflow, string asked, Gatekeeper gates)
    {
        if (IsHidden(gates.Workflow(workflow.Key)))
            throw new GenerationException(FailureCode.Policy, "workflow", $"\"{asked}\" is held back.");
    }

    /// <summary>Refuses a hidden ecosystem that was come to by a version.</summary>
    /// <exception cref="GenerationException">It is hidden; only what was asked for is named.</exception>
    public static void RequireThere(EcosystemDefinition ecosystem, long? version, Gatekeeper gates)
    {
        if (!IsHidden(gates.Ecosystem(ecosystem.Id)))
            return;
        throw version is { } asked
            ? new GenerationException(FailureCode.Policy, "model", $"Version {asked} is held back.")
            : new GenerationException(FailureCode.Policy, "ecosystem", "The ecosystem is held back.");
    }

    /// <exception cref="GenerationException">Something of it is held back.</exception>
    public static void Require(FormChoice choice, Gatekeeper gates)
    {
        GenerationException[] closed =
        [
            .. Of(choice, gates)
                .Select(one => new GenerationException(
                    FailureCode.Policy,
                    one.Field,
                    $"{NameOf(choice, one.Field)} is held back: {one.Verdict.Message}"
                )),
        ];
        if (closed.Length > 0)
            throw GenerationException.Of(closed);
    }

    private static bool IsHidden(GateVerdict verdict) => verdict.Outcome == GateOutcome.Hidden;

    private static string NameOf(FormChoice choice, string field) =>
        field switch
        {
            "workflow" => $"\"{choice.Workflow.Name}\"",
            "ecosystem" => choice.Ecosystem.Name,
            _ => $"Version {choice.VersionId}",
        };
}
