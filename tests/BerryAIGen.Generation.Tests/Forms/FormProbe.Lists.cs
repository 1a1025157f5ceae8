using System.Text.Json.Nodes;

namespace BerryAIGen.Generation.Tests.Forms;

internal sealed partial class FormProbe
{
    private const string Video = "https://videos.invalid/7.mp4";

    // What is filled in as a list, beside pictures and add-ons; a row that nobody probes is told.
    private void Lists()
    {
        foreach (var (key, rows) in mapping["lists"]!.AsObject())
        foreach (var row in rows!.AsArray().Select(row => (string)row!))
        {
            if (key is "images" or "resources")
                continue;
            else if (key == "vae" && row.EndsWith("@900002", StringComparison.Ordinal))
                Vae(row);
            else if (key == "video")
                Film(row);
            else if (key == "controlNets")
                Control(row);
            else if (key == "styleReferences")
                Style(row);
            else
                Wrong.Add($"{key} {row} is not probed");
        }
    }

    private void Vae(string row)
    {
        var values = Base();
        values["vae"] = new JsonObject
        {
            ["id"] = 900002,
            ["model"] = new JsonObject { ["id"] = 1, ["type"] = "VAE" },
        };
        var (member, air) = (
            row[..row.IndexOf('.', StringComparison.Ordinal)],
            row[(row.IndexOf('.', StringComparison.Ordinal) + 1)..]
        );
        Same("vae", (SampleForm.Input(values)[member] as JsonObject)?.ContainsKey(air), true, row);
    }

    private void Film(string row)
    {
        var values = Base();
        values["video"] = new JsonObject
        {
            ["url"] = Video,
            ["metadata"] = new JsonObject { ["duration"] = 7 },
        };
        var input = SampleForm.Input(values);
        if (row.EndsWith(" = video url", StringComparison.Ordinal))
            Same("video", At(input, row[..^" = video url".Length]), Video, row);
        else if (JsonNode.DeepEquals(At(input, row), At(SampleForm.Input(Base()), row)))
            Wrong.Add($"{row} is the same for two videos");
    }

    private void Control(string row)
    {
        var values = Base();
        values["controlNets"] = JsonNode.Parse(
            """[{"preprocessor":"canny","image":{"url":"https://pictures.invalid/1.png"},"weight":0.35,"startStep":0.1,"endStep":0.9}]"""
        );
        var steps = SampleForm.Steps(values);
        if (row.StartsWith("one preprocessImage step", StringComparison.Ordinal))
        {
            Same("control", steps[0]!["$type"], "preprocessImage", row);
            Same("control", At(steps[0], "input.kind"), "canny", row);
            Same("control", At(steps[0], "input.image"), "https://pictures.invalid/1.png", row);
            Same("control", At(steps[0], "metadata.suppressOutput"), true, row);
            return;
        }

        var sent = At(steps[1], "input.controlNets[0]");
        Same("control", At(sent, "preprocessor"), "canny", row);
        Same("control", At(sent, "image.$ref"), "$0", row);
        foreach (
            var (member, value) in new Dictionary<string, JsonNode>
            {
                ["weight"] = 0.35,
                ["startStep"] = 0.1,
                ["endStep"] = 0.9,
            }
        )
            Same("control", At(sent, member), value, row);
    }

    private void Style(string row)
    {
        var values = Base();
        values["styleReferences"] = JsonNode.Parse(
            """[{"url":"https://pictures.invalid/1.png","strength":0.35},{"url":"https://pictures.invalid/2.png","strength":0.5}]"""
        );
        var input = SampleForm.Input(values);
        if (row.EndsWith('#'))
        {
            Same("style", At(input, row), 2, row);
            return;
        }

        var isStrength = row.EndsWith("strength", StringComparison.Ordinal);
        for (var at = 0; at < 2; at++)
        {
            JsonNode wanted = isStrength ? new[] { 0.35, 0.5 }[at] : $"https://pictures.invalid/{at + 1}.png";
            Same("style", At(input, row.Replace("[i]", $"[{at}]", StringComparison.Ordinal)), wanted, row);
        }
    }
}
