// Written by scripts/generate-unicode; do not edit.
// swift-format-ignore-file

/// Terminal columns. Unicode 17.0.
enum WidthTables {
    /// Ranges of code points that take no column.
    static let zero: StaticString = #"^3(Gg*H)H;W+[0.O0T))()))))(`)-22)(V)<8(M+/)-*))+I)()(FBc*2b)01(@+)0)*),S)*\))-0R)`)_)()(,/,(+.2)E(b)(,+0(<)B(*)a)(,),)**+(F)+(3)a)(,,)),(<)>-)(b)(*()+0(/)3)F(e)(4(Z)(+(_)()*-*)+/)3)E(b)(*(.(-)<)D)a)),+0(<)E(P*(/*)(b*(*.4/J+(*03.Q*)C()()(_)5),))-2)K)1(N++)-))*)A),*8+5(*).(7(g=*ZE*E)F)F)H*)).0(*21(U),]+)J)(^+*,)1(.*c.)*(b)().)()(*/.1*(X)U)*3<+X)(),)(-(P)04)H)+*))*`)())+()*b)/*)`,*)4).,(.(+)N.g)S8,B,Y),)1H+H)fg**U,(H+GWKF+)1H))X*)X0(+(,(A)-(_,)B95(N)/A2V)*X)(*+*)O)(K*-*)*)4(0(W)([)()**)-))(R))0(V/(*(,(Xa;(I?787W.(a/*I8(J/(],,N\)*))-+P)*,(M-)e9+I*,e1)U*-N*2Y)+c+(^)6Q)(*)2*Y)+*)*(,(2(Z)*L),)/f)(4)\)02+*(g***()).(*(e,(+/=)a))+(M).+,N*-5()()(6)]*/**)(?(\*-)(,)))V/+.)))C)]*/*())R+()(*-)(M+()(*+),K00))H0))(,(X,+*),(H)1P)-*+0(1-**V)4))N.()*)(Q..)-)(Z*=*.))))b+-+())).)(P*)+()(c2)3)\),-()(?(]N-8.6PN33+*HV*,c).`H)(g)+RP;))+dZ,U)*>H9*17*.F+\,*ce)^),Y)0(6(>,)6XR).)8*.))),L+(H-._3(e)+d7+f/)[/(*(/)-(b6.U+.^]M@(Fg*H,W/"#
    /// Ranges of code points that take two columns.
    static let wide: StaticString = #"c+HP,g*bU,)5)f-++(*(Q8)=)B/83S)(2-+(5(0)9)-)0(-(=(/))(,(*(/(,)D(K)()(,*)(e)*@(6(cB)[)(,(RAA)`*4].BV**]**N+-R))e*)]*1W))O)0dYD+^)aL)DK<Ke2dR0g7X@1>J)):)+],g*g+.agC,3.1]N/Q)GI+Z+eW0+).)))J17(E**(6+0S4LH0^*1>UL/(R.(f-(*1S*D5S),0/)6-b,H)40)M*)=4R),,48+(+N*)()b-*f)5+)?:(B)5(^*\*X)M*.(+**+++3)/0K/3,(c0V))1)`-X+4+2+`))(,7*3,1OP)egg)*egg)"#
}
