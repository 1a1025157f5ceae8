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

    /// <summary>What is hidden from whoever fills the form in is not there, as in lists.</summary>
    /// <exception cref="GenerationException">It is hidden.</exception>
    public static void RequireThere(FormChoice choice, Gatekeeper gates)
    {
        var workflow = choice.AskedWorkflow ?? choice.Workflow.Key;
        if (gates.Workflow(workflow).Outcome == GateOutcome.Hidden)
            throw CatalogueLists.NoWorkflow(workflow);
        if (gates.Workflow(choice.Workflow.Key).Outcome == GateOutcome.Hidden)
            throw CatalogueLists.NoWorkflow(choice.Workflow.Key);
        if (choice.Ecosystem.Key.Length > 0 && gates.Ecosystem(choice.Ecosystem.Id).Outcome == GateOutcome.Hidden)
            throw CatalogueLists.NoEcosystem(choice.Ecosystem.Key);
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

    private static string NameOf(FormChoice choice, string field) =>
        field switch
        {
            "workflow" => $"\"{choice.Workflow.Name}\"",
            "ecosystem" => choice.Ecosystem.Name,
            _ => $"Version {choice.VersionId}",
        };
}
