using BerryAIGen.Library.Identification;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Identification;

public sealed class IdentifyCasesTests
{
    private const string Category = "identify";

    private readonly ModelIdentification _identification = new(configurationFolder: null);

    [Fact]
    public void Every_open_case_is_identified_under_its_own_name() => Check(renamed: false);

    [Fact]
    public void Every_open_case_is_identified_the_same_under_a_name_that_says_nothing() => Check(renamed: true);

    private void Check(bool renamed)
    {
        using var folder = new TemporaryFolder();
        List<string> wrong = [];
        foreach (var (place, one) in OpenCases.List(Category).Index())
        {
            var path = Build(one, Directory.CreateDirectory(Path.Combine(folder.Path, $"{place}")).FullName, renamed);
            if (path is null)
                continue;
            var identity = _identification.Inspect(path).Identity;
            (string Member, string? Found)[] found =
            [
                ("type", identity.Type),
                ("base", identity.Base),
                ("arch", identity.Arch),
                ("format", identity.Format),
                ("variant", identity.Variant),
            ];
            wrong.AddRange(
                found
                    .Where(word => one.Text(word.Member) is { } wanted && wanted != word.Found)
                    .Select(word => $"{one.Id}: {word.Member} is {word.Found}, not {one.Text(word.Member)}")
            );
            if (identity.Why.Count == 0)
                wrong.Add($"{one.Id}: no reason");
        }

        wrong.ShouldBeEmpty();
    }

    /// <summary>The case's file, or the folder that is the model.</summary>
    private static string? Build(OpenCase one, string folder, bool renamed)
    {
        var source = OpenCases.Require(Category);
        if (one.Files is [var only] && !only.EndsWith("config.json", StringComparison.Ordinal))
            return Add(Path.Combine(source, only), Path.Combine(folder, renamed ? "x.bin" : NameOf(only)));
        // Every folder case lies in files/<model>/…
        var model = Path.Combine(folder, renamed ? "x" : one.Files[0].Split('/')[1]);
        foreach (var file in one.Files)
        {
            var target = Path.Combine([model, .. file.Split('/')[2..^1], NameOf(file)]);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            Add(Path.Combine(source, file), target);
        }

        return model;
    }

    private static string Add(string source, string target)
    {
        if (source.EndsWith(CaseTables.Ending, StringComparison.Ordinal))
            CaseTables.WriteSafetensors(source, target);
        else
            File.Copy(source, target);
        return target;
    }

    private static string NameOf(string file)
    {
        var name = Path.GetFileName(file);
        if (!name.EndsWith(CaseTables.Ending, StringComparison.Ordinal))
            return name;
        var plain = name[..^CaseTables.Ending.Length];
        return plain.EndsWith(".safetensors", StringComparison.Ordinal) ? plain : plain + ".safetensors";
    }
}
