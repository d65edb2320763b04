class Point extends Base {
    #secret = 1;
    static count = 0;
    constructor(x) {
        super(x);
        this.x = x;
        Point.count++;
    }
    get secret() { return this.#secret; }
    static create() { return new this(super.origin); }
    #hidden() { return () => super.toString(); }
}
