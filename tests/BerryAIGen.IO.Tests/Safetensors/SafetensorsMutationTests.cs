using System.Text;
using BerryAIGen.IO.Safetensors;
using FsCheck;
using FsCheck.Fluent;

namespace BerryAIGen.IO.Tests.Safetensors;

public sealed class SafetensorsMutationTests
{
    private static readonly string[] Rules =
    [
        "HeaderTooSmall",
        "HeaderTooLarge",
        "InvalidHeaderLength",
        "InvalidHeader",
        "InvalidHeaderDeserialization",
        "InvalidOffset",
        "ValidationOverflow",
        "MisalignedSlice",
        "TensorInvalidInfo",
        "MetadataIncompleteBuffer",
    ];

    // Pieces that hit the grammar and the limits more often than single bytes do.
    private static readonly string[] Snippets =
    [
        "{",
        "}",
        "[",
        "]",
        "\"",
        ",",
        ":",
        "\\",
        "null",
        "-1",
        "0",
        "4.0",
        "18446744073709551615",
        "\"F4\"",
        "\ud83d\ude00",
        "[[[[[[[[",
        "__metadata__",
        "data_offsets",
        "\\ud800",
        "\0",
    ];

    [Fact]
    public void A_damaged_file_is_valid_or_breaks_a_named_rule_and_never_more()
    {
        var original = SafetensorsBytes.Build(SafetensorsBytes.TwoTensors, 13);

        Prop.ForAll(
                Mutation(original.Length).ListOf().ToArbitrary(),
                mutations =>
                {
                    var file = mutations.Aggregate(original, (bytes, mutation) => mutation.Apply(bytes));
                    var reading = SafetensorsReader.Read(new MemoryStream(file), file.Length);
                    if (!reading.IsValid)
                    {
                        Rules.ShouldContain(reading.Error.Rule);
                        reading.Error.Message.ShouldEndWith(".");
                    }
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    private static Gen<Mutation> Mutation(int length) =>
        from position in Gen.Choose(0, length)
        from removed in Gen.Frequency((6, Gen.Choose(0, 3)), (1, Gen.Choose(0, length)))
        from inserted in Gen.OneOf(
            Gen.Choose(0, 255).Select(value => new[] { (byte)value }),
            Gen.Elements(Snippets).Select(Encoding.UTF8.GetBytes),
            Gen.Constant(Array.Empty<byte>())
        )
        select new Mutation(position, removed, inserted);
}

/// <summary>A place where bytes are taken out and others put in.</summary>
internal sealed record Mutation(int Position, int Removed, byte[] Inserted)
{
    internal byte[] Apply(byte[] bytes)
    {
        var start = Math.Min(Position, bytes.Length);
        var end = Math.Min(start + Removed, bytes.Length);
        return [.. bytes[..start], .. Inserted, .. bytes[end..]];
    }
}
