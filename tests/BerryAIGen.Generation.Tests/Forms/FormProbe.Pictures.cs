using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BerryAIGen.Generation.Tests.Forms;

internal sealed partial class FormProbe
{
    // Members that only a second picture brings, or moves the first one to.
    private static readonly Dictionary<string, int> WithTwo = new()
    {
        ["startImage"] = 1,
        ["endImage"] = 2,
        ["endSourceImage"] = 2,
        ["lastFrame"] = 2,
        ["lastFrameImage"] = 2,
    };

    // Members that follow the size of the picture.
    private static readonly HashSet<string> Sizes = ["width", "height", "aspectRatio"];

    private void Pictures()
    {
        if (mapping["lists"]!["images"] is not JsonArray list)
            return;
        var (few, most) = (Base()["images"]!.AsArray().Count, Most());
        var input = SampleForm.Input(Base());
        foreach (var row in list.Select(row => (string)row!))
        {
            if (PictureTarget().Match(row) is { Success: true } target)
            {
                var (path, number) = (target.Groups[1].Value, target.Groups[2].Value);
                Same($"images {path}", At(input, path), $"https://pictures.invalid/{number}.png");
            }
            else if (row.EndsWith("[i]", StringComparison.Ordinal))
                Sequence(row[..^"[i]".Length], most);
            else if (WithTwo.TryGetValue(row, out var place))
            {
                if (place == 2 && most < 2)
                    Wrong.Add($"{row} is a second picture, and the form takes one");
                else if (most > 1)
                    Same($"two images {row}", At(InputOf(2), row), $"https://pictures.invalid/{place}.png");
            }
            else if (Sizes.Contains(row))
                Follows(row);
            else if (row.EndsWith('#'))
                Same("images", At(input, row), few, row);
            else if (row == "image")
                Same("two images", At(InputOf(2), row), null, row);
            else if (row is "operation" or "frameGuideStrength")
                Differs(row);
            else
                Wrong.Add($"{row} is not probed");
        }

        few.ShouldBeLessThanOrEqualTo(most);
    }

    // Of a picture that is not square, in one of the two directions: the shorter side may be given.
    private void Follows(string path)
    {
        _checked++;
        var count = Base()["images"]!.AsArray().Count;
        var square = At(SampleForm.Input(Base()), path);
        if (Sized(512, 768) && Sized(768, 512))
            Wrong.Add($"{path} is {square?.ToJsonString() ?? "nothing"} whatever the size of the picture is");

        bool Sized(int width, int height)
        {
            var values = Base();
            values["images"] = SampleForm.Pictures(count, width, height);
            return JsonNode.DeepEquals(square, At(SampleForm.Input(values), path));
        }
    }

    // One, two, three: each in its place, and no more of them.
    private void Sequence(string path, int most)
    {
        if (most < 2)
            Wrong.Add($"{path} takes one picture, and Civitai's several");
        for (var count = 1; count <= Math.Min(most, 3); count++)
        {
            var input = InputOf(count);
            Same($"{count} images", At(input, $"{path}#"), count, $"{path}#");
            for (var at = 0; at < count; at++)
            {
                Same($"{count} images", At(input, $"{path}[{at}]"), $"https://pictures.invalid/{at + 1}.png", path);
            }
        }
    }

    private void Differs(string path)
    {
        _checked++;
        if (JsonNode.DeepEquals(At(InputOf(1), path), At(InputOf(2), path)))
            Wrong.Add($"{path} is the same for one picture and for two");
    }

    // The picture of a song's cover stands in a step behind the first.
    private void Cover()
    {
        foreach (var row in mapping["lists"]!["images"]?.AsArray() ?? [])
        {
            var values = Base();
            values["images"] = SampleForm.Pictures(1);
            Same("cover", At(SampleForm.Compile(values).Body, (string)row!), "https://pictures.invalid/1.png");
        }
    }

    private int Most() => (int)(SampleForm.FieldOf(Base(), "images")?.Max ?? 0);

    private JsonObject InputOf(int pictures)
    {
        var values = Base();
        values["images"] = SampleForm.Pictures(pictures);
        return SampleForm.Input(values);
    }

    [GeneratedRegex(@"^([\w\[\]]+) = image (\d)$")]
    private static partial Regex PictureTarget();
}
