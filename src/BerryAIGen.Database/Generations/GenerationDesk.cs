using System.Text.Json.Nodes;
using BerryAIGen.Database.Gates;
using BerryAIGen.Generation;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Generation.Gates;
using BerryAIGen.Generation.Orchestrators;
using BerryAIGen.Library;

namespace BerryAIGen.Database.Generations;

/// <summary>Makes of a person's form what an orchestrator is asked: models looked up, limits of the person applied.</summary>
public sealed class GenerationDesk(
    Generator generator,
    Orchestrator orchestrator,
    BerryLibrary library,
    MaturityStore maturity,
    GateStore gates,
    GenerationAdmission admission
)
{
    /// <summary>What a form would cost; nothing is charged and nothing is written down.</summary>
    /// <exception cref="LibraryException">The form cannot be understood, or the orchestrator does not answer.</exception>
    public async Task<(Quote Quote, GenerationOrder Order)> QuoteAsync(
        GenerationCaller caller,
        JsonObject form,
        CancellationToken cancellationToken
    )
    {
        var (order, _, _) = await OrderAsync(caller, form, isForPrice: true, cancellationToken);
        return (Quote.Of(await orchestrator.QuoteAsync(order.Body, cancellationToken)), order);
    }

    /// <summary>A form as it is submitted.</summary>
    /// <returns>The order, the form with what is known of its models, and whether mature results stay out.</returns>
    /// <exception cref="LibraryException">The form cannot be understood.</exception>
    internal async Task<(GenerationOrder Order, JsonObject Form, bool HidesMature)> OrderAsync(
        GenerationCaller caller,
        JsonObject form,
        bool isForPrice,
        CancellationToken cancellationToken
    )
    {
        var (filled, unknown) = await new ModelFacts(
            library.Civitai,
            isNeeded: !library.Options.OwnsOrchestrator
        ).FillAsync(form, cancellationToken);
        var request = new FormRequest(filled)
        {
            Tier = caller.Tier,
            Gates = await gates.KeeperAsync(caller.Audience, cancellationToken),
        };
        var order = isForPrice ? generator.OrderForPrice(request) : generator.Order(request);
        var doubts = await admission.JudgeAsync(caller, order.Versions, cancellationToken);
        var limits = await maturity.GetAsync(caller.Owner, cancellationToken);
        limits.ApplyTo(order.Body, order.IsPrivate);
        return (
            order with
            {
                Notes = [.. unknown, .. doubts, .. order.Notes],
            },
            order.Values,
            !limits.AsksForMature || order.IsPrivate
        );
    }

    /// <summary>How many generations a person's tier may have under way; null where it says nothing.</summary>
    internal int? QueueLimitOf(GenerationCaller caller) =>
        caller.Tier is { } tier
        && generator.Limits.TryGetValue(tier, out var figures)
        && figures.TryGetValue("queue", out var most)
            ? most
            : null;

    /// <summary>What was ordered once as it is ordered again: the same, by the gates and limits of this moment.</summary>
    /// <returns>The body, and whether mature results stay out.</returns>
    /// <exception cref="LibraryException">A gate stands before it, or a model of it does not generate.</exception>
    internal async Task<(JsonObject Body, bool HidesMature)> AgainAsync(
        GenerationCaller caller,
        GenerationRow row,
        CancellationToken cancellationToken
    )
    {
        var form = JsonNode.Parse(row.Form)!.AsObject();
        var keeper = await gates.KeeperAsync(caller.Audience, cancellationToken);
        var versions = generator.RequireOpen(new FormRequest(form) { Tier = caller.Tier, Gates = keeper });
        generator.RequireRoom(form, row.Tier, caller.Tier);
        await admission.JudgeAsync(caller, versions, cancellationToken);
        var limits = await maturity.GetAsync(caller.Owner, cancellationToken);
        var body = JsonNode.Parse(row.Body)!.AsObject();
        var isPrivate = Generator.IsPrivate(form);
        limits.ApplyTo(body, isPrivate);
        return (body, !limits.AsksForMature || isPrivate);
    }

    /// <summary>Refuses to pay for mature results of whoever asks for none.</summary>
    /// <exception cref="LibraryException">The request limit is below <c>r</c>.</exception>
    internal async Task RequireMatureAsync(string owner, string id, CancellationToken cancellationToken)
    {
        var limits = await maturity.GetAsync(owner, cancellationToken);
        if (!limits.AsksForMature)
            throw new LibraryException(
                FailureCode.Policy,
                $"Mature results of the generation {id} are not paid: your request limit is {limits.Request}; PUT /api/generation/levels raises it to r or above."
            );
    }

    /// <summary>The settings of an earlier generation for another one.</summary>
    /// <param name="caller">Whose it is: what is hidden from him is not there.</param>
    /// <param name="row">The earlier one.</param>
    /// <param name="workflow">What its result is to be used for; null for the same once more.</param>
    /// <param name="output">The result; null where none is used.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The form, and a sentence for what the other workflow does not take.</returns>
    /// <exception cref="LibraryException">There is no such workflow, or the result is hidden from its owner.</exception>
    public async Task<(JsonObject Form, IReadOnlyList<string> Notes)> FormOfAsync(
        GenerationCaller caller,
        GenerationRow row,
        string? workflow,
        GenerationOutputRow? output,
        CancellationToken cancellationToken
    )
    {
        var form = JsonNode.Parse(row.Form)!.AsObject();
        if (workflow is null)
            return (form, []);
        var keeper = await gates.KeeperAsync(caller.Audience, cancellationToken);
        // Refuses a word that is none.
        generator.ShowWorkflow(workflow, keeper);
        form["workflow"] = workflow;
        form.Remove("seed");
        if (output is not null)
        {
            var limits = await maturity.GetAsync(row.Owner, cancellationToken);
            limits.RequireShown(output.Id, output.Level, output.BlockedReason);
            var source = new JsonObject
            {
                ["url"] = new Uri(
                    orchestrator.Address,
                    $"v2/consumer/blobs/{Uri.EscapeDataString(output.BlobId)}"
                ).ToString(),
                ["width"] = output.Width,
                ["height"] = output.Height,
            };
            if (row.Media == "video")
                form["video"] = source;
            else
                form["images"] = new JsonArray((JsonNode)source);
        }

        return (form, [.. Fit(form, keeper)]);
    }

    // The models of one architecture are nothing to another.
    private List<string> Fit(JsonObject form, Gatekeeper keeper)
    {
        List<string> notes = [];
        while (Refused(form, keeper) is { } wrong)
        {
            string[] blamed = wrong.Field is null or "workflow" or "ecosystem" or "model"
                ? ["ecosystem", "model", "resources", "vae", "aspectRatio"]
                : [wrong.Field];
            string[] removed = [.. blamed.Where(form.Remove)];
            if (removed.Length == 0)
                break;
            notes.Add($"{wrong.Message} That was left out.");
        }

        return notes;
    }

    private GenerationException? Refused(JsonObject form, Gatekeeper keeper)
    {
        try
        {
            generator.Evaluate(new FormRequest(form) { Gates = keeper });
            return null;
        }
        catch (GenerationException wrong)
        {
            return wrong;
        }
    }
}
