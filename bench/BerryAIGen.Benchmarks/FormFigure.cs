using System.Diagnostics;
using System.Text.Json.Nodes;
using BerryAIGen.Generation;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Generation.Gates;

namespace BerryAIGen.Benchmarks;

/// <summary>From the values of a form to the body of its workflow, over all forms of the shipped definitions.</summary>
internal static class FormFigure
{
    private const double MillisecondsAForm = 0.5;
    private const int Rounds = 30;

    /// <summary>Prints the mean of the best round, and the slowest form at its best; 1 when one of them is missed.</summary>
    public static int Print()
    {
        var generator = new Generator(configurationFolder: null);
        FormRequest[] forms = [.. All(generator)];
        var best = new TimeSpan[forms.Length];
        Array.Fill(best, TimeSpan.MaxValue);
        var round = TimeSpan.MaxValue;
        for (var number = 0; number < Rounds; number++)
        {
            var all = TimeSpan.Zero;
            for (var at = 0; at < forms.Length; at++)
            {
                var start = Stopwatch.GetTimestamp();
                generator.Compile(forms[at]);
                var took = Stopwatch.GetElapsedTime(start);
                all += took;
                best[at] = took < best[at] ? took : best[at];
            }

            round = all < round ? all : round;
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var form in forms)
        {
            generator.Compile(form);
        }

        var kilobytes = (GC.GetAllocatedBytesForCurrentThread() - before) / 1e3 / forms.Length;
        var slowest = Array.IndexOf(best, best.Max());
        Console.WriteLine(
            FormattableString.Invariant(
                $"{forms.Length} forms; the slowest is {forms[slowest].Values["workflow"]} {forms[slowest].Values["ecosystem"]}; {kilobytes:0} KB allocated a form"
            )
        );
        return Row("ms a form", round.TotalMilliseconds / forms.Length)
            | Row("ms, the slowest", best[slowest].TotalMilliseconds);
    }

    private static int Row(string what, double figure)
    {
        var isMissed = figure > MillisecondsAForm;
        Console.WriteLine(
            FormattableString.Invariant(
                $"{what, -20} {figure, 6:0.000}  (<= {MillisecondsAForm:0.0})  {(isMissed ? "MISSED" : "ok")}"
            )
        );
        return isMissed ? 1 : 0;
    }

    // Every workflow of every ecosystem with every version of its picker, as far as they go together.
    private static IEnumerable<FormRequest> All(Generator generator)
    {
        foreach (var row in generator.Ecosystems(Gatekeeper.Open))
        {
            var versions = generator.ShowEcosystem(row.Id)["checkpoint"]?["versions"]?.AsArray() ?? [];
            long?[] ids = [null, .. versions.Select(version => (long?)version!["id"])];
            foreach (var workflow in row.Parts)
            foreach (var id in ids)
            {
                var form = new FormRequest(Values(workflow, row.Key, id));
                if (IsGood(generator, form))
                    yield return form;
            }
        }
    }

    private static JsonObject Values(string workflow, string ecosystem, long? version)
    {
        var values = new JsonObject
        {
            ["workflow"] = workflow,
            ["ecosystem"] = ecosystem,
            ["prompt"] = "a heron in the reeds at dawn, mist over the water",
            ["resources"] = new JsonArray(Model(11), Model(12)),
        };
        if (version is { } id)
            values["model"] = id;
        if (workflow.StartsWith("img2", StringComparison.Ordinal))
            values["images"] = new JsonArray(Picture(1));
        if (workflow == "img2img:inpaint")
            values["mask"] = new JsonArray(Picture(2));
        if (workflow.StartsWith("vid2", StringComparison.Ordinal))
            values["video"] = "https://videos.invalid/1.mp4";
        return values;
    }

    private static JsonObject Model(long id) => new JsonObject { ["id"] = id, ["strength"] = 0.8 };

    private static JsonObject Picture(int number) =>
        new JsonObject
        {
            ["url"] = $"https://pictures.invalid/{number}.png",
            ["width"] = 1024,
            ["height"] = 1024,
        };

    private static bool IsGood(Generator generator, FormRequest form)
    {
        try
        {
            generator.Compile(form);
            return true;
        }
        catch (GenerationException)
        {
            // This version cannot do this workflow, or needs what such a form does not have.
            return false;
        }
    }
}
