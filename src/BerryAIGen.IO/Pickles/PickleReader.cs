using System.Buffers.Binary;

namespace BerryAIGen.IO.Pickles;

/// <summary>Reads instructions one by one with their arguments.</summary>
internal sealed class PickleReader(PickleInput input, PickleStrings strings)
{
    // Far above any number of a model.
    private const int LongestWhole = 4096;

    internal PickleInstruction Read()
    {
        var opcode = (PickleOpcode)input.ReadByte();
        return input.Error is null ? ReadArgument(opcode) : default;
    }

    private PickleInstruction ReadArgument(PickleOpcode opcode) =>
        opcode switch
        {
            PickleOpcode.Protocol or PickleOpcode.BinGet or PickleOpcode.BinPut or PickleOpcode.Extension1 => new(
                opcode,
                Number: input.ReadByte()
            ),
            PickleOpcode.Extension2 => new(opcode, Number: input.ReadUInt16()),
            PickleOpcode.LongBinGet or PickleOpcode.LongBinPut or PickleOpcode.Extension4 => new(
                opcode,
                Number: input.ReadUInt32()
            ),
            PickleOpcode.Get or PickleOpcode.Put => ReadIndex(opcode),
            PickleOpcode.Frame => new(opcode, Number: (long)Math.Min(input.ReadUInt64(), long.MaxValue)),
            PickleOpcode.Global or PickleOpcode.Inst => new(
                opcode,
                new PickleGlobal(strings.ReadName(), strings.ReadName())
            ),
            PickleOpcode.PersistentId => new(opcode, strings.ReadLine()),
            _ => new(opcode, ReadConstant(opcode) ?? strings.Read(opcode)),
        };

    private PickleConstant? ReadConstant(PickleOpcode opcode) =>
        opcode switch
        {
            PickleOpcode.None => PickleConstant.None,
            PickleOpcode.NewTrue => PickleConstant.True,
            PickleOpcode.NewFalse => PickleConstant.False,
            PickleOpcode.BinInt => new PickleConstant((long)(int)input.ReadUInt32()),
            PickleOpcode.BinInt1 => new PickleConstant((long)input.ReadByte()),
            PickleOpcode.BinInt2 => new PickleConstant((long)input.ReadUInt16()),
            PickleOpcode.BinFloat => new PickleConstant(BinaryPrimitives.ReadDoubleBigEndian(input.ReadSpan(8))),
            PickleOpcode.Int => Checked(PickleLiteral.Whole(ReadNumberLine(), isLong: false)),
            PickleOpcode.Long => Checked(PickleLiteral.Whole(ReadNumberLine(), isLong: true)),
            PickleOpcode.Float => Checked(PickleLiteral.Real(ReadNumberLine())),
            PickleOpcode.Long1 => ReadWhole(input.ReadByte()),
            PickleOpcode.Long4 => ReadWhole((int)input.ReadUInt32()),
            _ => null,
        };

    private PickleInstruction ReadIndex(PickleOpcode opcode)
    {
        var index = PickleLiteral.Whole(ReadNumberLine(), isLong: false)?.Whole;
        if (index is null or < 0)
        {
            input.Fail("an index of the memo is no number");
        }

        return new(opcode, Number: index ?? -1);
    }

    private byte[] ReadNumberLine() => input.ReadLine(LongestWhole, out _);

    private PickleConstant ReadWhole(int length)
    {
        if (length is < 0 or > LongestWhole)
        {
            input.Fail("a whole number is too long");
            return PickleConstant.None;
        }

        return PickleLiteral.Whole(input.ReadSpan(length));
    }

    private PickleConstant Checked(PickleConstant? constant)
    {
        if (constant is null)
        {
            input.Fail("a number is not written as one");
        }

        return constant ?? PickleConstant.None;
    }
}
