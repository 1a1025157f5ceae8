using System.Runtime.InteropServices;
using BerryAIGen.IO.Tensors;
using BerryAIGen.IO.Tensors.Torch;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Pickles;

namespace BerryAIGen.IO.Tests.Tensors;

public sealed class TorchReaderTests : IDisposable
{
    // 0 to 11 as shorts.
    private static readonly byte[] Twelve =
    [
        .. Enumerable.Range(0, 12).SelectMany(number => BitConverter.GetBytes((short)number)),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private TensorFileReading Open(byte[] content) =>
        TorchReader.Open(_folder.Write("x.pt", content), TestContext.Current.CancellationToken);

    private static short[] Shorts(SourceTensor tensor)
    {
        using var bytes = new MemoryStream();
        tensor.Bytes.CopyTo(part => bytes.Write(part), TestContext.Current.CancellationToken);
        return MemoryMarshal.Cast<byte, short>(bytes.ToArray()).ToArray();
    }

    private static TorchTensor Tensor(string name, long[] shape, long offset = 0, long[]? strides = null) =>
        new(name, "ShortStorage", "7", shape, offset, strides);

    private static byte[] Write(string form, params TorchTensor[] tensors)
    {
        var isBig = form.StartsWith("big", StringComparison.Ordinal);
        return form.EndsWith("zip", StringComparison.Ordinal)
            ? TorchFile.Zip(tensors, [("7", "ShortStorage", isBig ? Turned(Twelve) : Twelve)], isBig ? "big" : "little")
            : TorchFile.Legacy(tensors, [("7", "ShortStorage", Twelve)], !isBig);
    }

    private static byte[] Turned(byte[] bytes) => [.. bytes.Chunk(2).SelectMany(pair => pair.Reverse())];

    [Theory]
    [InlineData("zip")]
    [InlineData("legacy")]
    [InlineData("big zip")]
    [InlineData("big legacy")]
    public void Tensors_are_what_their_offsets_and_strides_say(string form)
    {
        using var file = Open(
            Write(
                form,
                Tensor("whole", [3, 4]),
                Tensor("part", [2, 2], offset: 4),
                Tensor("turned", [4, 3], strides: [1, 4]),
                Tensor("rows", [2, 2], offset: 1, strides: [8, 2]),
                Tensor("same", [2, 3], offset: 5, strides: [0, 1]),
                Tensor("scalar", [], offset: 11),
                Tensor("empty", [0, 4])
            )
        ).File!;

        file.Tensors.Select(tensor => $"{tensor.Name}: {string.Join(' ', Shorts(tensor))}")
            .ShouldBe([
                "whole: 0 1 2 3 4 5 6 7 8 9 10 11",
                "part: 4 5 6 7",
                "turned: 0 4 8 1 5 9 2 6 10 3 7 11",
                "rows: 1 3 9 11",
                "same: 5 6 7 5 6 7",
                "scalar: 11",
                "empty: ",
            ]);
        file.Tensors[0].Dtype.ShouldBe("I16");
        file.Tensors[5].Shape.ShouldBeEmpty();
    }

    [Fact]
    public void A_large_turned_matrix_is_read_page_by_page()
    {
        const int Rows = 600;
        const int Columns = 500;
        byte[] values =
        [
            .. Enumerable.Range(0, Rows * Columns).SelectMany(number => BitConverter.GetBytes((short)(number % 30011))),
        ];
        using var file = Open(
            TorchFile.Zip([Tensor("t", [Columns, Rows], strides: [1, Columns])], [("7", "ShortStorage", values)])
        ).File!;

        var turned = Shorts(file.Tensors[0]);

        short[] expected =
        [
            .. Enumerable
                .Range(0, Columns * Rows)
                .Select(index => (short)(((index % Rows * Columns) + (index / Rows)) % 30011)),
        ];
        turned.AsSpan().SequenceEqual(expected).ShouldBeTrue();
    }

    [Fact]
    public void Weights_are_found_under_the_names_that_trainers_give_them()
    {
        var pickle = PickleScript
            .Of(2)
            .Raw("}(")
            .Text("epoch")
            .Whole(7)
            .Text("optimizer_states")
            .Raw("](")
            .Raw("}e")
            .Text("state_dict")
            .Raw(StateOnly(Tensor("a.weight", [12])))
            .Raw("u")
            .Stop();

        using var file = Open(TorchFile.Zip(pickle, [("7", "ShortStorage", Twelve)])).File!;

        file.Tensors.ShouldHaveSingleItem().Name.ShouldBe("a.weight");
        file.Metadata.ShouldBe(new Dictionary<string, string> { ["epoch"] = "7" });
        file.LeftOut.ShouldBe(["optimizer_states"]);
    }

    [Theory]
    [InlineData("state_dict")]
    [InlineData("params_ema")]
    [InlineData("model")]
    [InlineData("anything")]
    public void One_dictionary_of_tensors_is_found_whatever_it_is_called(string key)
    {
        using var file = Open(
            TorchFile.Zip(TorchFile.StateDictionary([Tensor("w", [12])], key), [("7", "ShortStorage", Twelve)])
        ).File!;

        file.Tensors.ShouldHaveSingleItem().Name.ShouldBe("w");
    }

    [Fact]
    public void What_is_no_plain_tensor_is_refused_by_name()
    {
        var pickle = PickleScript
            .Of(2)
            .Raw("}")
            .Text("w")
            .Global("numpy.core.multiarray", "_reconstruct")
            .Raw(")Rs")
            .Stop();

        var error = Open(TorchFile.Zip(pickle, [])).Error!;

        error.Rule.ShouldBe("UnknownObject");
        error.Message.ShouldContain("numpy.core.multiarray._reconstruct");
        Open(TorchFile.Zip(PickleScript.Of(2).Global("models.yolo", "Model").Raw(")R").Stop(), []))
            .Error!.Message.ShouldContain("models.yolo.Model");
    }

    [Fact]
    public void An_older_file_of_a_big_endian_machine_counts_its_values_as_that_machine_does()
    {
        // Until PyTorch 1.6 only the values were written little-endian everywhere; the count was the machine's own.
        var content = TorchFile.Legacy([Tensor("w", [12])], [("7", "ShortStorage", Twelve)], isLittle: false);
        content.AsSpan(content.Length - Twelve.Length - 8, 8).Reverse();

        using var file = Open(content).File!;

        Shorts(file.Tensors[0]).ShouldBe([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    }

    [Fact]
    public void Both_halves_of_a_complex_number_are_turned_by_themselves()
    {
        byte[] big = [0x3F, 0x80, 0, 0, 0x40, 0, 0, 0];

        using var file = Open(
            TorchFile.Zip(
                [new TorchTensor("z", "ComplexFloatStorage", "7", [1])],
                [("7", "ComplexFloatStorage", big)],
                "big"
            )
        ).File!;
        using var bytes = new MemoryStream();
        file.Tensors[0].Bytes.CopyTo(part => bytes.Write(part), TestContext.Current.CancellationToken);

        MemoryMarshal.Cast<byte, float>(bytes.ToArray()).ToArray().ShouldBe([1f, 2f]);
    }

    [Theory]
    [InlineData("conj")]
    [InlineData("neg")]
    public void A_tensor_whose_values_are_still_to_be_turned_is_refused_by_name(string bit)
    {
        var error = Open(
            TorchFile.Zip(
                Rebuilt("_rebuild_tensor_v2", script => script.Raw("}").Text(bit).Raw([0x88]).Raw("s")),
                [("7", "ShortStorage", Twelve)]
            )
        ).Error!;

        error.Rule.ShouldBe("UnknownObject");
        error.Message.ShouldContain("'w'");
        error.Message.ShouldContain(bit);
    }

    [Theory]
    [InlineData("}")]
    [InlineData("N")]
    public void A_tensor_with_no_such_bit_is_read(string metadata)
    {
        using var file = Open(
            TorchFile.Zip(
                Rebuilt("_rebuild_tensor_v2", script => script.Raw(metadata)),
                [("7", "ShortStorage", Twelve)]
            )
        ).File!;

        file.Tensors.ShouldHaveSingleItem().Shape.ShouldBe([12]);
    }

    [Theory]
    [InlineData("_rebuild_qtensor", "quantised")]
    [InlineData("_rebuild_sparse_tensor", "sparse")]
    [InlineData("_rebuild_meta_tensor_no_storage", "no values")]
    public void A_tensor_of_another_kind_is_refused_with_its_name_and_kind(string function, string kind)
    {
        var plain = Rebuilt(function, script => script.Raw("N"));

        Open(TorchFile.Zip(plain, [("7", "ShortStorage", Twelve)]))
            .Error!.Message.ShouldSatisfyAllConditions(
                message => message.ShouldContain("'w'"),
                message => message.ShouldContain(kind)
            );
    }

    private static byte[] Rebuilt(string function, Action<PickleScript> last)
    {
        var script = PickleScript.Of(2).Raw("}").Text("w").Global("torch._utils", function).Raw("((").Text("storage");
        script.Global("torch", "ShortStorage").Text("7").Text("cpu").Whole(12).Raw("tQ").Whole(0).Wholes([12]);
        last(script.Wholes([1]).Raw([0x89]).Global("collections", "OrderedDict").Raw(")R"));
        return script.Raw("tRs").Stop();
    }

    [Fact]
    public void What_is_missing_or_reaches_too_far_is_refused()
    {
        Open(TorchFile.Zip([Tensor("w", [13])], [("7", "ShortStorage", Twelve)])).Error!.Rule.ShouldBe("InvalidTensor");
        Open(TorchFile.Zip([Tensor("w", [12])], [])).Error!.Message.ShouldContain("no storage 7");
        Open(TorchFile.Zip([Tensor("w", [1L << 40, 12], strides: [0, 1])], [("7", "ShortStorage", Twelve)]))
            .Error!.Rule.ShouldBe("TooLarge");
        Open(TorchFile.Zip([Tensor("w", [long.MaxValue, 12])], [("7", "ShortStorage", Twelve)]))
            .IsValid.ShouldBeFalse();
        Open(TorchFile.Legacy([Tensor("w", [12])], [("7", "ShortStorage", Twelve)])[..^3])
            .Error!.Rule.ShouldBe("Truncated");
        Open(PickleScript.Of(2).Raw("N").Stop()).Error!.Rule.ShouldBe("NotATorchFile");
        Open("GGUF\u0003\0\0\0"u8.ToArray()).Error!.Rule.ShouldBe("NotATorchFile");
    }

    [Fact]
    public void A_damaged_file_is_read_or_refused_and_never_more()
    {
        var mutations = new PickleMutations(seed: 5);
        for (var count = 0; count < 2_000; count++)
        {
            var reading = Open(mutations.Next());
            if (reading.File is not { } file)
                continue;
            foreach (var tensor in file.Tensors.Where(tensor => tensor.Bytes.LengthBytes < 1 << 20))
                tensor.Bytes.CopyTo(_ => { }, TestContext.Current.CancellationToken);
            file.Dispose();
        }
    }

    // Without PROTO and STOP, to stand inside another pickle.
    private static byte[] StateOnly(TorchTensor tensor) => TorchFile.StateDictionary([tensor])[2..^1];
}
